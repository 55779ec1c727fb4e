import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.poi.openxml4j.opc.OPCPackage;
import org.apache.poi.openxml4j.opc.PackagePart;
import org.apache.poi.openxml4j.opc.PackageRelationship;
import org.apache.poi.openxml4j.opc.PackagingURIHelper;
import org.apache.poi.openxml4j.opc.TargetMode;
import org.apache.poi.openxml4j.util.ZipSecureFile;
import org.apache.poi.schemas.ooxml.system.ooxml.TypeSystemHolder;
import org.apache.poi.sl.usermodel.Placeholder;
import org.apache.poi.ss.usermodel.Cell;
import org.apache.poi.ss.usermodel.CellType;
import org.apache.poi.ss.usermodel.Row;
import org.apache.poi.ss.usermodel.Sheet;
import org.apache.poi.xslf.usermodel.XMLSlideShow;
import org.apache.poi.xslf.usermodel.XSLFPictureShape;
import org.apache.poi.xslf.usermodel.XSLFShape;
import org.apache.poi.xslf.usermodel.XSLFSlide;
import org.apache.poi.xslf.usermodel.XSLFTable;
import org.apache.poi.xslf.usermodel.XSLFTextParagraph;
import org.apache.poi.xslf.usermodel.XSLFTextShape;
import org.apache.poi.xssf.usermodel.XSSFWorkbook;
import org.apache.poi.xwpf.usermodel.XWPFDocument;
import org.apache.poi.xwpf.usermodel.XWPFParagraph;
import org.apache.poi.xwpf.usermodel.XWPFTable;
import org.apache.xmlbeans.SchemaTypeLoader;
import org.apache.xmlbeans.XmlBeans;
import org.apache.xmlbeans.XmlError;
import org.apache.xmlbeans.XmlException;
import org.apache.xmlbeans.XmlObject;
import org.apache.xmlbeans.XmlOptions;
import org.openxmlformats.schemas.presentationml.x2006.main.CTPicture;

/**
 * The second reader of what we write as DOCX, PPTX and XLSX. It holds every part
 * of a file against the schemas of ISO/IEC 29500, follows every relationship,
 * opens the file with Apache POI and says what it read, a line each. A line that
 * begins with "wrong" is a finding.
 */
public final class OpenXML {
	private static final SchemaTypeLoader SCHEMAS =
			XmlBeans.typeLoaderUnion(TypeSystemHolder.typeSystem, XmlBeans.getBuiltinTypeSystem());

	/** The schemas do not let a text of a cell keep its spaces; Excel writes it so all the same. */
	private static final String SPACE =
			"Attribute not allowed (no wildcards allowed): space@http://www.w3.org/XML/1998/namespace in element t@http://schemas.openxmlformats.org/spreadsheetml/2006/main";

	private OpenXML() {}

	public static void main(String[] names) throws Exception {
		ZipSecureFile.setMinInflateRatio(0); // a word 7,000 times becomes small
		for (String name : names) {
			System.out.println("file\t" + Path.of(name).getFileName());
			byte[] data = Files.readAllBytes(Path.of(name));
			try (OPCPackage file = OPCPackage.open(new ByteArrayInputStream(data))) {
				parts(file);
				if (name.endsWith(".docx")) {
					word(file);
				} else if (name.endsWith(".pptx")) {
					slides(file);
				} else {
					workbook(file);
				}
			} catch (Exception e) {
				say("wrong", "it does not open: " + e);
			}
		}
	}

	private static void say(String what, String text) {
		System.out.println(what + "\t" + text.strip().replaceAll("[\\s\\u000b]+", " "));
	}

	/** Holds every part against its schema and looks up every part that it refers to. */
	private static void parts(OPCPackage file) throws Exception {
		int checked = 0;
		related(file, null);
		for (PackagePart part : file.getParts()) {
			if (part.isRelationshipPart()) {
				continue;
			}
			related(file, part);
			String type = part.getContentType();
			if (!type.endsWith("+xml") || type.contains("package.core-properties")) {
				continue;
			}
			String markup;
			try (InputStream in = part.getInputStream()) {
				markup = new String(in.readAllBytes(), StandardCharsets.UTF_8);
			}
			for (String problem : problems(markup)) {
				say("wrong", part.getPartName() + ": " + problem);
			}
			int end = markup.lastIndexOf("</");
			if (end > 0 && problems(markup.substring(0, end) + "<wrong/>" + markup.substring(end)).isEmpty()) {
				say("wrong", part.getPartName() + ": an element that does not belong there is not noticed");
			}
			checked++;
		}
		say("parts", String.valueOf(checked));
	}

	private static void related(OPCPackage file, PackagePart part) throws Exception {
		for (PackageRelationship r : part == null ? file.getRelationships() : part.getRelationships()) {
			if (r.getTargetMode() == TargetMode.INTERNAL
					&& !file.containPart(PackagingURIHelper.createPartName(r.getTargetURI()))) {
				say("wrong", (part == null ? "/" : part.getPartName()) + " refers to " + r.getTargetURI() + ", which is not there");
			}
		}
	}

	/** What the schemas say against a part. */
	private static List<String> problems(String markup) throws IOException {
		List<String> out = new ArrayList<>();
		List<XmlError> found = new ArrayList<>();
		XmlOptions options = new XmlOptions().setLoadLineNumbers().setErrorListener(found);
		try {
			XmlObject root = SCHEMAS.parse(markup, null, options);
			if (root.schemaType().isNoType() || root.schemaType() == XmlObject.type) {
				out.add("no schema knows its root element");
			} else if (!root.validate(options)) {
				found.stream().filter(e -> !e.getMessage().startsWith(SPACE)).forEach(e -> out.add(e.getMessage() + " at " + e.getLine() + ":" + e.getColumn()));
			}
		} catch (XmlException e) {
			out.add(e.getMessage());
		}
		return out;
	}

	private static void word(OPCPackage file) throws IOException {
		XWPFDocument document = new XWPFDocument(file);
		say("title", document.getProperties().getCoreProperties().getTitle());
		say("author", document.getProperties().getCoreProperties().getCreator());
		for (XWPFParagraph p : document.getParagraphs()) {
			if (p.getStyle() != null && p.getStyle().startsWith("Heading")) {
				say("heading", p.getStyle().substring(7) + " " + p.getText());
			}
			p.getRuns().forEach(run -> run.getEmbeddedPictures().forEach(picture -> say("alt", picture.getDescription())));
			if (p.getStyle() != null && document.getStyles().getStyle(p.getStyle()) == null) {
				say("wrong", "style " + p.getStyle() + " is not there");
			}
		}
		for (XWPFTable t : document.getTables()) {
			say("table", t.getNumberOfRows() + " " + t.getRow(0).isRepeatHeader());
		}
	}

	private static void slides(OPCPackage file) throws IOException {
		XMLSlideShow show = new XMLSlideShow(file);
		say("title", show.getProperties().getCoreProperties().getTitle());
		say("author", show.getProperties().getCoreProperties().getCreator());
		for (XSLFSlide slide : show.getSlides()) {
			say("slide", title(slide));
			List<Integer> ids = new ArrayList<>();
			for (XSLFShape shape : slide.getShapes()) {
				if (ids.contains(shape.getShapeId())) {
					say("wrong", "shape " + shape.getShapeId() + " is there twice");
				}
				ids.add(shape.getShapeId());
				if (shape instanceof XSLFPictureShape picture) {
					say("alt", ((CTPicture) picture.getXmlObject()).getNvPicPr().getCNvPr().getDescr());
					if (picture.getPictureData().getData().length == 0) {
						say("wrong", "an empty picture");
					}
				} else if (shape instanceof XSLFTable table) {
					say("table", table.getNumberOfRows() + " " + table.getCTTable().getTblPr().getFirstRow());
				} else if (shape instanceof XSLFTextShape text) {
					small(text);
				}
			}
			StringBuilder notes = new StringBuilder();
			for (List<XSLFTextParagraph> paragraphs : slide.getNotes().getTextParagraphs()) {
				paragraphs.forEach(p -> notes.append(p.getText()).append(' '));
			}
			say("notes", notes.toString());
		}
	}

	/** The title of a slide, or of a cover. */
	private static String title(XSLFSlide slide) {
		for (XSLFTextShape shape : slide.getPlaceholders()) {
			if (shape.getTextType() == Placeholder.TITLE || shape.getTextType() == Placeholder.CENTERED_TITLE) {
				return shape.getText();
			}
		}
		return "";
	}

	/** Text on a slide is at least 18 points, but for its foot. */
	private static void small(XSLFTextShape text) {
		Placeholder what = text.getTextType();
		if (what == Placeholder.FOOTER || what == Placeholder.SLIDE_NUMBER) {
			return;
		}
		for (XSLFTextParagraph p : text.getTextParagraphs()) {
			p.getTextRuns().forEach(run -> {
				if (run.getFontSize() < 18) {
					say("wrong", "text of " + run.getFontSize() + " points: " + run.getRawText());
				}
			});
		}
	}

	private static void workbook(OPCPackage file) throws IOException {
		XSSFWorkbook book = new XSSFWorkbook(file);
		say("title", book.getProperties().getCoreProperties().getTitle());
		say("author", book.getProperties().getCoreProperties().getCreator());
		for (Sheet sheet : book) {
			int cells = 0;
			for (Row row : sheet) {
				for (Cell cell : row) {
					cells++;
					if (cell.getCellType() == CellType.FORMULA || cell.getCellType() == CellType.ERROR) {
						say("wrong", sheet.getSheetName() + ": " + cell.getAddress() + " is no text or number");
					}
				}
			}
			say("sheet", sheet.getSheetName());
			say("cells", String.valueOf(cells));
		}
	}
}
