import java.io.FileInputStream;
import java.util.TreeSet;
import org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider;
import org.verapdf.pdfa.Foundries;
import org.verapdf.pdfa.flavours.PDFAFlavour;

/** Asks veraPDF whether files are PDF/UA-1, and prints for each "file: kept" or the clauses that it breaks. */
public class Validate {
    public static void main(String[] files) throws Exception {
        VeraGreenfieldFoundryProvider.initialise();
        var flavour = PDFAFlavour.fromString("ua1");
        var foundry = Foundries.defaultInstance();
        for (var file : files) {
            try (var stream = new FileInputStream(file); var parser = foundry.createParser(stream, flavour)) {
                var result = foundry.createValidator(flavour, false).validate(parser);
                var broken = new TreeSet<String>();
                for (var one : result.getTestAssertions()) {
                    var rule = one.getRuleId();
                    broken.add(rule.getClause() + "-" + rule.getTestNumber() + " " + one.getMessage());
                }
                System.out.println(file + ": " + (result.isCompliant() ? "kept" : String.join("; ", broken)));
            }
        }
    }
}
