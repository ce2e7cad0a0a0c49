// A view as a picture: what its elements show, painted where they stand with the pen that draws the graph. So what is taken away
// looks as the page does, and its words stay words.
"use strict";

const NOT_PICTURED = ".switch, .judge, .unseen, [hidden], #turn";
const ROWS = "h2, p, li, tr, dt, dd, blockquote"; // what no page cuts, of a card that is longer than a page
const CARDS = ".pair, #people, #matrix tr"; // what no page cuts

function shownPicture(view) {
  const { left, top, width } = view.getBoundingClientRect();
  const places = paintedPlaces(view, left, top - view.scrollTop);
  return { left: -MARGIN, width: width + 2 * MARGIN, edges: edgesIn(view, top - view.scrollTop, width),
    draw: (pen, page) => { for (const paint of places) paint(pen, page); } };
}

// The upper and lower edges of all that is shown, so that a page ends between two cards, or two rows of a long one.
function edgesIn(view, top, width) {
  const tall = (width + 2 * MARGIN) * PAGE_SHAPE - 2 * MARGIN;
  const isTooTall = (each) => each.matches(".pair") && each.getBoundingClientRect().height > tall;
  const whole = [...view.querySelectorAll(`${CARDS}, ${ROWS}`)].filter((each) => isPictured(each) && !isTooTall(each));
  return whole.map((each) => each.getBoundingClientRect()).filter(({ height }) => height)
    .map((box) => [box.top - top, box.bottom - top]);
}

const isPictured = (each) => !each.closest(NOT_PICTURED) && each.checkVisibility();

// What paints each element and each text of a view, in the order of the page.
function paintedPlaces(view, left, top) {
  const walker = document.createTreeWalker(view, NodeFilter.SHOW_ELEMENT | NodeFilter.SHOW_TEXT);
  const paints = [];
  while (walker.nextNode()) {
    const node = walker.currentNode;
    const owner = node.nodeType === Node.TEXT_NODE ? node.parentElement : node;
    if (!isPictured(owner)) continue;
    if (node === owner) paints.push(...(node.tagName === "path" ? pathPaints(node, left, top) : boxPaints(node, left, top)));
    else if (node.data.trim()) paints.push(...textPaints(node, owner, left, top));
  }
  return paints;
}

// Whether something stands on a page, within its margins: what follows there is on the next.
const isOnPage = ({ top, height }, upperEdge, lowerEdge) => lowerEdge > top + MARGIN && upperEdge < top + height - MARGIN;

// ---------------------------------------------------------------- grounds and borders

function boxPaints(each, left, top) {
  const style = getComputedStyle(each);
  const hasGround = !/^rgba\(.*, 0\)$|^transparent$/.test(style.backgroundColor);
  const borders = ["Top", "Right", "Bottom", "Left"].filter((side) => style[`border${side}Style`] !== "none" && parseFloat(style[`border${side}Width`]) > 0);
  if (!hasGround && !borders.length) return [];
  return [...each.getClientRects()].map((rect) => {
    const box = { x: rect.left - left, y: rect.top - top, width: rect.width, height: rect.height };
    return (pen, page) => {
      if (isOnPage(page, box.y, box.y + box.height)) paintBox(pen, box, style, hasGround, borders);
    };
  });
}

function paintBox(pen, box, style, hasGround, borders) {
  pen.save();
  const corner = Math.min(parseFloat(style.borderTopLeftRadius) || 0, box.height / 2, box.width / 2);
  if (hasGround) {
    pen.beginPath();
    pen.roundRect(box.x, box.y, box.width, box.height, corner);
    pen.fillStyle = style.backgroundColor;
    pen.fill();
  }
  if (borders.length === 4) {
    const half = parseFloat(style.borderTopWidth) / 2;
    pen.beginPath();
    pen.roundRect(box.x + half, box.y + half, box.width - 2 * half, box.height - 2 * half, corner);
    strokeBorder(pen, style, "Top");
  } else {
    for (const side of borders) {
      pen.beginPath();
      borderLine(pen, box, side, parseFloat(style[`border${side}Width`]) / 2);
      strokeBorder(pen, style, side);
    }
  }
  pen.restore();
}

function strokeBorder(pen, style, side) {
  const width = parseFloat(style[`border${side}Width`]);
  Object.assign(pen, { lineWidth: width, strokeStyle: style[`border${side}Color`] });
  pen.setLineDash({ dashed: [3 * width, 3 * width], dotted: [width, 2 * width] }[style[`border${side}Style`]] ?? []);
  pen.stroke();
}

function borderLine(pen, { x, y, width, height }, side, half) {
  const [right, bottom] = [x + width, y + height];
  const [x1, y1, x2, y2] = { Top: [x, y + half, right, y + half], Bottom: [x, bottom - half, right, bottom - half],
    Left: [x + half, y, x + half, bottom], Right: [right - half, y, right - half, bottom] }[side];
  pen.moveTo(x1, y1);
  pen.lineTo(x2, y2);
}

// A line between two people; the tips of arrows are none.
function pathPaints(path, left, top) {
  if (path.closest("marker")) return [];
  const [style, ground] = [getComputedStyle(path), path.ownerSVGElement.getBoundingClientRect()];
  return [(pen) => {
    pen.save();
    Object.assign(pen, { strokeStyle: style.stroke, lineWidth: parseFloat(style.strokeWidth), globalAlpha: Number(style.strokeOpacity) });
    strokeAt(pen, path.getAttribute("d"), ground.left - left, ground.top - top);
    pen.restore();
  }];
}

function strokeAt(pen, d, x, y) {
  if (pen instanceof SvgPen) return pen.strokeAt(d, x, y);
  pen.translate(x, y);
  return pen.stroke(new Path2D(d));
}

// ---------------------------------------------------------------- words

const LOWER = 0.06; // of the size of letters, by which their middle stands below that of their line

function textPaints(text, owner, left, top) {
  const style = getComputedStyle(owner);
  const font = `${style.fontWeight} ${style.fontSize} ${style.fontFamily}`;
  const isCut = style.textOverflow === "ellipsis";
  const struck = owner.closest("del, ins");
  return linesOf(text).map(([words, rect]) => (pen, page) => {
    const [upperEdge, lowerEdge] = [rect.top - top, rect.bottom - top];
    if (!isOnPage(page, upperEdge, lowerEdge)) return;
    const room = isCut ? owner.getBoundingClientRect().width : rect.width;
    const isLeftwards = style.direction === "rtl";
    pen.save();
    Object.assign(pen, { font, fillStyle: style.color, textBaseline: "middle", direction: style.direction, textAlign: isLeftwards ? "right" : "left" });
    pen.fillText(isCut ? wrap(pen, words, room + 1, 1)[0] : words, (isLeftwards ? rect.right : rect.left) - left, (upperEdge + lowerEdge) / 2 + LOWER * parseFloat(style.fontSize));
    if (struck) paintLine(pen, rect.left - left, struck.tagName === "DEL" ? (upperEdge + lowerEdge) / 2 : lowerEdge - 1, rect.width, getComputedStyle(struck).textDecorationColor);
    pen.restore();
  });
}

function paintLine(pen, x, y, width, colour) {
  pen.beginPath();
  pen.moveTo(x, y);
  pen.lineTo(x + width, y);
  Object.assign(pen, { lineWidth: 1.2, strokeStyle: colour });
  pen.setLineDash([]);
  pen.stroke();
}

// A text in the lines in which it stands, each with its place. A word that a line breaks goes letter by letter.
function linesOf(text) {
  const found = [];
  for (const { index, 0: word } of text.data.matchAll(/\S+\s*/g)) {
    const rects = rectsOf(text, index, word.trimEnd().length);
    if (rects.length === 1) addToLines(found, word, rects[0]);
    else for (const { 0: letter, index: at } of word.matchAll(/./gsu)) addToLines(found, letter, rectsOf(text, index + at, letter.length)[0]);
  }
  return found.map(([words, rect]) => [words.trimEnd(), rect]);
}

function rectsOf(text, start, length) {
  const range = document.createRange();
  range.setStart(text, start);
  range.setEnd(text, start + length);
  return range.getClientRects();
}

function addToLines(found, words, rect) {
  if (!rect) return; // a letter without a place
  const line = found.at(-1);
  if (!line || Math.abs(line[1].top - rect.top) >= rect.height / 2) {
    found.push([words, rect]);
    return;
  }
  const [start, end] = [Math.min(line[1].left, rect.left), Math.max(line[1].right, rect.right)];
  line[0] += words;
  line[1] = new DOMRect(start, line[1].top, end - start, line[1].height);
}
