import java.io.FileInputStream;
import java.io.InputStream;
import java.util.Set;
import java.util.TreeSet;
import org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider;
import org.verapdf.pdfa.Foundries;
import org.verapdf.pdfa.PDFAParser;
import org.verapdf.pdfa.PDFAValidator;
import org.verapdf.pdfa.flavours.PDFAFlavour;
import org.verapdf.pdfa.results.TestAssertion;
import org.verapdf.pdfa.results.ValidationResult;

/** Holds PDF files to PDF/UA-1: a line a file, and what is wrong with it; status 1 if one fails. */
class UACheck {
	public static void main(String[] files) throws Exception {
		VeraGreenfieldFoundryProvider.initialise();
		boolean all = files.length > 0;
		for (String file : files) {
			all &= passes(file);
		}
		System.exit(all ? 0 : 1);
	}

	static boolean passes(String file) throws Exception {
		try (InputStream in = new FileInputStream(file);
				PDFAParser parser = Foundries.defaultInstance().createParser(in, PDFAFlavour.PDFUA_1);
				PDFAValidator validator = Foundries.defaultInstance().createValidator(PDFAFlavour.PDFUA_1, false)) {
			ValidationResult result = validator.validate(parser);
			System.out.println((result.isCompliant() ? "passed " : "FAILED ") + result.getTotalAssertions() + " " + file);
			Set<String> said = new TreeSet<>();
			for (TestAssertion a : result.getTestAssertions()) {
				String rule = a.getRuleId().getClause() + "-" + a.getRuleId().getTestNumber();
				if (a.getStatus() == TestAssertion.Status.FAILED && said.add(rule)) {
					System.out.println("  " + rule + ": " + a.getMessage() + " At " + a.getLocation().getContext());
				}
			}
			return result.isCompliant();
		}
	}
}
