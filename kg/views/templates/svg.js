// The drawing as SVG: an object with the methods of a canvas that `drawing.js` uses, which writes down what it is told.
"use strict";

class SvgPen {
  constructor() {
    Object.assign(this, {
      parts: [], path: "", dash: [], kept: [], fillStyle: "#000", strokeStyle: "#000", lineWidth: 1, globalAlpha: 1,
      font: "", textBaseline: "middle", direction: "ltr", textAlign: "left",
    });
    this.ruler = document.createElement("canvas").getContext("2d");
  }

  save() {
    const { fillStyle, strokeStyle, lineWidth, globalAlpha, font, dash } = this;
    this.kept.push({ fillStyle, strokeStyle, lineWidth, globalAlpha, font, dash });
  }

  restore() { Object.assign(this, this.kept.pop()); }

  beginPath() { this.path = ""; }

  moveTo(x, y) { this.path += `M${point(x, y)}`; }

  lineTo(x, y) { this.path += `L${point(x, y)}`; }

  quadraticCurveTo(x1, y1, x, y) { this.path += `Q${point(x1, y1)} ${point(x, y)}`; }

  bezierCurveTo(x1, y1, x2, y2, x, y) { this.path += `C${point(x1, y1)} ${point(x2, y2)} ${point(x, y)}`; }

  closePath() { this.path += "Z"; }

  roundRect(x, y, width, height, corner) {
    const [right, lower] = [x + width, y + height];
    this.moveTo(x + corner, y);
    this.lineTo(right - corner, y);
    this.quadraticCurveTo(right, y, right, y + corner);
    this.lineTo(right, lower - corner);
    this.quadraticCurveTo(right, lower, right - corner, lower);
    this.lineTo(x + corner, lower);
    this.quadraticCurveTo(x, lower, x, lower - corner);
    this.lineTo(x, y + corner);
    this.quadraticCurveTo(x, y, x + corner, y);
    this.closePath();
  }

  setLineDash(dash) { this.dash = dash; }

  fill() { this.add("path", { d: this.path, fill: this.fillStyle, opacity: this.globalAlpha }); }

  // A path of the page itself, moved to its place.
  strokeAt(d, x, y) {
    this.add("path", { d, transform: `translate(${point(x, y)})`, fill: "none", stroke: this.strokeStyle, "stroke-width": this.lineWidth,
      opacity: this.globalAlpha });
  }

  stroke() {
    this.add("path", {
      d: this.path, fill: "none", stroke: this.strokeStyle, "stroke-width": this.lineWidth,
      "stroke-dasharray": this.dash.join(" ") || "none", opacity: this.globalAlpha,
    });
  }

  measureText(words) {
    this.ruler.font = this.font;
    return this.ruler.measureText(words);
  }

  fillText(words, x, y) {
    const [, weight, size, family] = this.font.match(/^(\d+) ([\d.]+px) (.*)$/);
    this.add("text", {
      x: rounded(x), y: rounded(y), fill: this.fillStyle, opacity: this.globalAlpha, direction: this.direction,
      "font-weight": weight, "font-size": size, "font-family": family, "dominant-baseline": "central",
    }, words);
  }

  add(name, attributes, words = null) {
    const written = Object.entries(attributes).map(([key, value]) => `${key}="${escapeXml(value)}"`).join(" ");
    this.parts.push(words === null ? `<${name} ${written}/>` : `<${name} ${written}>${escapeXml(words)}</${name}>`);
  }
}

const rounded = (number) => Math.round(number * 10) / 10;
const point = (x, y) => `${rounded(x)} ${rounded(y)}`;

// Text as XML has it: what XML 1.0 cannot hold, control characters and lone surrogates, is left out.
function escapeXml(value) {
  const escapes = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&apos;" };
  return String(value).toWellFormed().replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, "")
    .replace(/[&<>"']/g, (character) => escapes[character]);
}

// What is to be drawn: `edges` are the upper and lower edges of what no page may cut, `draw` draws what stands on a page.
const drawnPicture = () => ({
  left: -MARGIN,
  width: Math.max(...[...drawn.keys()].map((box) => box.x + box.width / 2)) + 2 * MARGIN,
  edges: [...drawn].map(([box, y]) => [y - box.height / 2, y + box.height / 2]),
  draw: drawPage,
});

const PAGE_SHAPE = Math.SQRT2; // height to width, as paper has it

// All of a picture, not only what is in the window, on pages of the shape of paper; none cuts in two what has edges.
function pages({ left, width, edges } = drawnPicture()) {
  const found = [];
  const together = stacks(edges);
  const start = Math.min(...together.map(([upperEdge]) => upperEdge)) - MARGIN;
  let [top, last] = [start, start];
  for (const [upperEdge, lowerEdge] of together) {
    if (lowerEdge + MARGIN - top > width * PAGE_SHAPE && last > top) {
      found.push({ left, top, width, height: last + MARGIN - top });
      top = upperEdge - MARGIN;
    }
    last = lowerEdge;
  }
  return [...found, { left, top, width, height: last + MARGIN - top }];
}

// Edges from above to below, those that overlap taken together.
function stacks(edges) {
  const found = [];
  for (const [upperEdge, lowerEdge] of edges.map((pair) => [...pair]).sort((a, b) => a[0] - b[0])) {
    const before = found.at(-1);
    if (before && upperEdge < before[1]) before[1] = Math.max(before[1], lowerEdge);
    else found.push([upperEdge, lowerEdge]);
  }
  return found;
}

function drawPage(ctx, { top, height }) {
  const isOn = (y) => y > top && y < top + height;
  drawLines(ctx, drawnLines.filter((line) => isOn(drawn.get(line.start)) || isOn(drawn.get(line.finish))));
  for (const [box, y] of drawn) {
    if (!isOn(y)) continue;
    ctx.save();
    drawBox(ctx, box, box.x, y);
    ctx.restore();
  }
}

const PICTURED = ["graph", "overview", "people", "compare"]; // views
const pictureNow = () => (state.view === "graph" ? drawnPicture() : shownPicture(byId(`${state.view}-view`)));

function toSvg() {
  const picture = pictureNow();
  return pages(picture).map((page) => svgPage(page, picture));
}

function toPng() {
  const picture = pictureNow();
  return Promise.all(pages(picture).map((page) => pngPage(page, picture)));
}

function svgPage(page, { draw }) {
  const pen = new SvgPen();
  draw(pen, page);
  const { left, top, width, height } = page;
  const head = `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" `
    + `viewBox="${left} ${top} ${width} ${height}" role="img">`;
  const ground = `<rect x="${left}" y="${top}" width="${width}" height="${height}" fill="${palette.page}"/>`;
  return `${head}<title>${escapeXml(document.title)}</title>${ground}${pen.parts.join("")}</svg>\n`;
}

function pngPage(page, { draw }) {
  const scale = Math.min(2, 8_000 / Math.max(page.width, page.height)); // browsers draw no larger pictures
  const canvas = element("canvas", { width: Math.ceil(page.width * scale), height: Math.ceil(page.height * scale) });
  const ctx = canvas.getContext("2d");
  ctx.fillStyle = palette.page;
  ctx.fillRect(0, 0, canvas.width, canvas.height);
  ctx.scale(scale, scale);
  ctx.translate(-page.left, -page.top);
  draw(ctx, page);
  return new Promise((done) => { canvas.toBlob(done, "image/png"); });
}
