import java.io.OutputStream;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.jena.query.QueryExecution;
import org.apache.jena.query.QueryExecutionFactory;
import org.apache.jena.query.ResultSetFormatter;
import org.apache.jena.rdf.model.Model;
import org.apache.jena.riot.RDFDataMgr;

/** Asks a file of triples each query of a folder, NAME.rq, with Jena, and writes the rows to NAME.json. */
public class Ask {
  public static void main(String[] given) throws Exception {
    Model model = RDFDataMgr.loadModel(given[0]);
    try (DirectoryStream<Path> queries = Files.newDirectoryStream(Path.of(given[1]), "*.rq")) {
      for (Path query : queries) {
        Path rows = Path.of(query.toString().replaceAll("rq$", "json"));
        try (QueryExecution asked = QueryExecutionFactory.create(Files.readString(query), model);
            OutputStream out = Files.newOutputStream(rows)) {
          ResultSetFormatter.outputAsJSON(out, asked.execSelect());
        }
      }
    }
  }
}
