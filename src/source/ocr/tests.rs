//! Small files of each format. In: files that each say the same line. Out: its words, places, styles and regions.

use super::read;
use crate::source::readers::Transcription;
use crate::source::typography::{Region, Run, Style};

fn transcribed(text: &str) -> Transcription {
    let read = read("a.xml", text.as_bytes()).unwrap();
    assert!(read.warnings.0.is_empty(), "{:?}", read.warnings);
    read.value
}

/// The words of the runs with what they are set in.
fn runs(of: &Transcription) -> Vec<(&str, Run)> {
    let all = of.typography.runs(0..of.text.len() as u32);
    let words = all
        .iter()
        .map(|run| (&of.text[run.start as usize..run.end as usize], *run));
    words.collect()
}

const LETTERS: &str = "
<html><head><meta name='ocr-system' content='x'/></head><body>
<div class='ocr_page' title='image \"a;b.png\"; bbox 0 0 1500 2100; scan_res 300 300; ppageno 0'>
 <div class='ocr_carea' title='bbox 100 180 700 240'><p class='ocr_par'>
  <span class='ocr_line' title='bbox 100 200 340 240; baseline 0 -8; x_size 40'>
   <span class='ocrx_word' title='bbox 100 200 200 240; x_wconf 91'>
    <span class='ocrx_cinfo' title='x_bboxes 100 200 120 232; x_conf 98.5'>h</span>
    <span class='ocrx_cinfo' title='x_bboxes 122 212 140 232; x_conf 99'>o</span>
    <span class='ocrx_cinfo' title='x_bboxes 142 212 160 232; x_conf 99'>u</span>
    <span class='ocrx_cinfo' title='x_bboxes 162 212 180 232; x_conf 99'>s</span>
    <span class='ocrx_cinfo' title='x_bboxes 182 212 200 232; x_conf 99'>e</span>
    <span class='ocrx_cinfo' title='x_bboxes 202 198 208 215; x_conf 60'>’</span>
   </span>
   <span class='ocrx_word' title='bbox 220 200 340 232; x_wconf 40'>
    <span class='ocrx_cinfo' title='x_bboxes 220 212 240 232; x_conf 99'>s</span>
    <span class='ocrx_cinfo' title='x_bboxes 242 200 246 209; x_conf 99'>’</span>
   </span>
  </span></p></div></div>
<div class='ocr_page' title='bbox 0 0 1500 2100; scan_res 300 300'>
 <span class='ocr_header' title='bbox 100 50 200 80'><span class='ocrx_word' title='bbox 100 50 200 80'>Head</span></span>
</div></body></html>";

#[test]
fn hocr_with_boxes_of_characters_marks_what_is_raised() {
    let made = transcribed(LETTERS);
    assert_eq!(made.text, "house’ s’\n\u{c}Head\n");
    let runs = runs(&made);
    let words: Vec<&str> = runs.iter().map(|(word, _)| *word).collect();
    assert_eq!(words, ["house", "’", "s’", "Head"]);
    let (house, call) = (runs[0].1, runs[1].1);
    assert_eq!(
        (house.left, house.right, house.baseline),
        (2400, 4800, 5568)
    );
    assert_eq!((house.confidence, runs[2].1.confidence), (91, 40));
    assert!(call.style.has(Style::RAISED) && !runs[2].1.style.has(Style::RAISED));
    assert!(
        (350..400).contains(&call.foot) && (700..800).contains(&call.head),
        "{call:?}"
    );
    assert_eq!(call.size, house.size);
    assert!((1050..1120).contains(&house.size), "{house:?}");
    assert_eq!(made.typography.pages().len(), 2);
    assert_eq!(made.typography.lines()[1].region, Some(Region::Header));
}

#[test]
fn hocr_of_other_programs_may_leave_tags_open() {
    let text = "<!DOCTYPE html><HTML><BODY><DIV CLASS=ocr_page TITLE='bbox 0 0 900 900'>
        <div class=ocr_carea><p class=ocr_par><span class=ocr_line title='bbox 0 0 100 20'>old ox</span>
        <p class=ocr_par><span class=ocrx_word title='bbox 0 40 40 60; x_bboxes 0 40 18 60 20 40 40 60; x_confs 0.91 0.85'>AB</span>
        <span class=ocrx_word title='bbox 50 40 80 60'><strong>bee</strong></span>
        <span class=ocrx_word title='bbox 0 70 40 90'><em>sea</em></span></div></DIV>";
    let made = transcribed(text);
    assert_eq!(made.text, "old ox\n\nAB bee\nsea\n");
    let runs = runs(&made);
    assert_eq!((runs[1].1.left, runs[2].1.confidence), (1600, 85));
    assert!(runs[3].1.style.has(Style::BOLD) && runs[4].1.style.has(Style::ITALIC));
}

const ALTO: &str = "<?xml version='1.0'?><alto xmlns='http://www.loc.gov/standards/alto/ns-v4#'>
<Description><MeasurementUnit>mm10</MeasurementUnit></Description>
<Styles><TextStyle ID='S' FONTFAMILY='Bell' FONTSIZE='10' FONTSTYLE='italics'/><TextStyle ID='N' FONTSIZE='8'/></Styles>
<Tags><LayoutTag ID='T' LABEL='footnote'/></Tags>
<Layout><Page WIDTH='1270' HEIGHT='1905' PRINTED_IMG_NR='xii'><TopMargin><TextBlock><TextLine HPOS='100' VPOS='50' WIDTH='100' HEIGHT='30'>
<String HPOS='100' VPOS='50' WIDTH='100' HEIGHT='30' CONTENT='Head'/></TextLine></TextBlock></TopMargin>
<PrintSpace><TextBlock STYLEREFS='S'><TextLine HPOS='100' VPOS='100' WIDTH='400' HEIGHT='40' BASELINE='130'>
<String HPOS='100' VPOS='100' WIDTH='100' HEIGHT='30' WC='0.87' CONTENT='bold'/><SP/>
<String HPOS='210' VPOS='100' WIDTH='90' HEIGHT='30' CC='09' CONTENT='no' SUBS_TYPE='HypPart1' SUBS_CONTENT='note'/>
<String HPOS='301' VPOS='95' WIDTH='10' HEIGHT='10' CONTENT='1' STYLE='superscript'/>
<HYP HPOS='312' VPOS='115' WIDTH='9' HEIGHT='3' CONTENT='-'/></TextLine></TextBlock>
<TextBlock STYLEREFS='N' TAGREFS='T'><TextLine HPOS='100' VPOS='200' WIDTH='30' HEIGHT='30'>
<String HPOS='100' VPOS='200' WIDTH='40' HEIGHT='30' CONTENT='at'><Glyph HPOS='100' VPOS='210' WIDTH='15' HEIGHT='20' GC='0.5' CONTENT='a'/>
<Glyph HPOS='118' VPOS='205' WIDTH='15' HEIGHT='25' CONTENT='t'/></String></TextLine></TextBlock>
<Illustration HPOS='10' VPOS='300' WIDTH='100' HEIGHT='100'/><GraphicalElement HPOS='10' VPOS='190' WIDTH='100' HEIGHT='2'/>
</PrintSpace></Page></Layout></alto>";

#[test]
fn alto_says_styles_regions_and_its_unit() {
    let made = transcribed(ALTO);
    assert_eq!(made.text, "Head\n\nbold no1-\n\nat\n");
    let runs = runs(&made);
    let words: Vec<&str> = runs.iter().map(|(word, _)| *word).collect();
    assert_eq!(words, ["Head", "bold", "no", "1", "-", "at"]);
    let bold = runs[1].1;
    assert_eq!((bold.left, bold.size, bold.baseline), (2835, 1000, 3685));
    assert_eq!(
        (bold.confidence, runs[2].1.confidence, runs[5].1.confidence),
        (87, 0, 50)
    );
    assert!(bold.style.has(Style::ITALIC) && runs[3].1.style.has(Style::RAISED));
    assert!(runs[3].1.foot > 250 && !runs[5].1.style.has(Style::ITALIC));
    let regions: Vec<_> = made
        .typography
        .lines()
        .iter()
        .map(|line| line.region)
        .collect();
    assert_eq!(
        regions,
        [Some(Region::Header), None, Some(Region::Footnote)]
    );
    let page = &made.typography.pages()[0];
    assert_eq!((page.width, page.label.as_deref()), (36000, Some("xii")));
    assert_eq!((page.pictures.len(), page.rules.len()), (1, 1));
}

#[test]
fn sizes_in_points_tell_the_unit_that_alto_leaves_open() {
    let text = ALTO
        .replace("mm10", "pixel")
        .replace("FONTSIZE='8'", "FONTSIZE='10'");
    let made = transcribed(&text);
    let line = made.typography.lines()[1];
    // Ascenders of 30 units in type of 10 points are 7 points.
    assert!((2000..2600).contains(&line.left), "{line:?}");
}

const PAGE: &str = "<PcGts xmlns='http://schema.primaresearch.org/PAGE/gts/pagecontent/2019-07-15'>
<Page imageWidth='1500' imageHeight='2100' imageXResolution='300' imageResolutionUnit='PPI'>
<ReadingOrder><OrderedGroup id='o'><RegionRefIndexed index='0' regionRef='b'/><RegionRefIndexed index='1' regionRef='a'/></OrderedGroup></ReadingOrder>
<TextRegion id='a' type='footnote'><Coords points='100,500 400,500 400,540 100,540'/>
 <TextLine id='l'><Coords points='100,500 400,500 400,540 100,540'/><TextEquiv conf='0.7'><Unicode>a &amp; note</Unicode></TextEquiv></TextLine></TextRegion>
<TextRegion id='b' type='paragraph'><Coords points='100,200 400,200 400,240'/>
 <TextLine id='m'><Coords points='100,200 400,240'/><Baseline points='100,232 400,232'/>
  <Word id='w'><Coords points='100,200 180,240'/>
   <Glyph id='g'><Coords points='100,200 130,232'/><TextEquiv conf='0.9'><Unicode>d</Unicode></TextEquiv></Glyph>
   <Glyph id='h'><Coords points='130,212 160,232'/><TextEquiv><Unicode>o</Unicode></TextEquiv></Glyph>
   <TextEquiv index='0'><Unicode>do</Unicode></TextEquiv><TextEquiv index='1'><Unicode>de</Unicode></TextEquiv><TextStyle bold='true' fontSize='11'/></Word>
  <TextEquiv><Unicode>do</Unicode></TextEquiv></TextLine><TextEquiv><Unicode>do</Unicode></TextEquiv></TextRegion>
<TextRegion id='c' type='page-number'><TextEquiv><Unicode>7</Unicode></TextEquiv></TextRegion>
</Page></PcGts>";

#[test]
fn page_is_read_in_its_own_order() {
    let made = transcribed(PAGE);
    assert_eq!(made.text, "do\n\n7\n\na & note\n");
    let runs = runs(&made);
    assert_eq!(
        (runs[0].0, runs[0].1.size, runs[0].1.baseline),
        ("do", 1100, 5568)
    );
    assert!(runs[0].1.style.has(Style::BOLD));
    assert_eq!(
        (runs[0].1.confidence, runs[1].0, runs[1].1.confidence),
        (90, "a", 70)
    );
    let note = made
        .typography
        .line_at(made.text.find("note").unwrap() as u32)
        .unwrap();
    assert_eq!(made.typography.lines()[note].region, Some(Region::Footnote));
}

const ABBYY: &str = "<document xmlns='http://www.abbyy.com/FineReader_xml/FineReader10-schema-v1.xml'>
<documentData><paragraphStyles><paragraphStyle id='{1}' role='footnote'/></paragraphStyles></documentData>
<page width='1500' height='2100' resolution='300'>
<block blockType='Picture' l='0' t='0' r='50' b='50'/>
<block blockType='Text' l='100' t='200' r='400' b='240'><text><par style='{1}'><line baseline='232' l='100' t='200' r='400' b='240'>
<formatting ff='Bell' fs='9.' italic='1'><charParams l='100' t='200' r='120' b='232' charConfidence='77'>b</charParams><charParams l='122' t='212' r='140' b='232' charConfidence='90'>e</charParams></formatting>
<formatting ff='Bell' fs='9.' superscript='1'><charParams l='142' t='200' r='150' b='215'>1</charParams></formatting>
<formatting ff='Bell' fs='9.'><charParams l='150' t='200' r='160' b='232'> </charParams><charParams l='162' t='212' r='180' b='232'>o</charParams><charParams l='182' t='220' r='190' b='224'>\u{ac}</charParams></formatting></line></par>
<par><line l='100' t='250' r='400' b='280'><formatting>plain words</formatting></line></par></text></block>
<block blockType='SeparatorsBox'><separator><start x='100' y='190'/><end x='300' y='190'/></separator></block></page></document>";

#[test]
fn abbyy_says_what_is_superior() {
    let made = transcribed(ABBYY);
    assert_eq!(made.text, "be1 o-\n\nplain words\n");
    let runs = runs(&made);
    let words: Vec<&str> = runs.iter().map(|(word, _)| *word).collect();
    assert_eq!(words, ["be", "1", "o-", "plain", "words"]);
    assert_eq!(
        (runs[0].1.size, runs[0].1.confidence, runs[0].1.face),
        (900, 77, 1)
    );
    assert!(runs[0].1.style.has(Style::ITALIC) && runs[1].1.style.has(Style::RAISED));
    assert_eq!(made.typography.lines()[0].region, Some(Region::Footnote));
    let page = &made.typography.pages()[0];
    assert_eq!((page.pictures.len(), page.rules[0].right), (1, 7200));
}

const DJVU: &str = "<?xml version='1.0'?><!DOCTYPE DjVuXML PUBLIC 'a' 'b'><DjVuXML><BODY>
<OBJECT width='1500' height='2100'><PARAM name='DPI' value='400'/><HIDDENTEXT><PAGECOLUMN><REGION>
<PARAGRAPH><LINE><WORD coords='100,232,180,200' x-confidence='55'>bold</WORD> <WORD coords='200,232,280,212'>seas</WORD></LINE></PARAGRAPH>
<PARAGRAPH><LINE><WORD coords='100,282,180,262'>ran</WORD></LINE></PARAGRAPH></REGION></PAGECOLUMN></HIDDENTEXT></OBJECT>
<OBJECT width='1500' height='2100'></OBJECT></BODY></DjVuXML>";

#[test]
fn djvu_has_words_with_places() {
    let made = transcribed(DJVU);
    assert_eq!(made.text, "bold seas\n\nran\n\u{c}");
    let runs = runs(&made);
    assert_eq!((runs[0].1.left, runs[0].1.confidence), (1800, 55));
    assert_eq!(made.typography.pages().len(), 2);
}

#[test]
fn a_skewed_page_stands_straight() {
    let word = |x: f64, y: f64, text: &str| {
        let (y, height) = (y + 0.01 * x, 30.0);
        format!(
            "<WORD coords='{x},{y},{},{}'>{text}</WORD>",
            x + 90.0,
            y - height
        )
    };
    let line = |y: f64, count: usize| {
        let words = (0..count).map(|i| word(100.0 + 100.0 * i as f64, y, "hold"));
        format!("<LINE>{}</LINE>", words.collect::<String>())
    };
    let lines = format!("{}{}{}", line(500.0, 9), line(550.0, 3), line(600.0, 9));
    let text = format!("<DjVuXML><OBJECT width='1200' height='1800'>{lines}</OBJECT></DjVuXML>");
    let made = transcribed(&text);
    let baselines: Vec<i32> = made
        .typography
        .lines()
        .iter()
        .map(|line| line.baseline)
        .collect();
    let steps: Vec<i32> = baselines.windows(2).map(|pair| pair[1] - pair[0]).collect();
    assert!(
        steps.iter().all(|step| (1190..1210).contains(step)),
        "{baselines:?}"
    );
}

#[test]
fn a_file_cut_anywhere_gives_a_result_or_an_error() {
    for whole in [LETTERS, ALTO, PAGE, ABBYY, DJVU] {
        for end in (0..whole.len()).step_by(7) {
            match read("a.xml", &whole.as_bytes()[..end]) {
                Ok(made) => {
                    let text = &made.value.text;
                    let runs = made.value.typography.runs(0..text.len() as u32);
                    let words = runs.iter().map(|r| &text[r.start as usize..r.end as usize]);
                    assert!(words.into_iter().all(|w| !w.is_empty() && !w.contains(' ')));
                }
                Err(error) => assert!(!error.hints.is_empty(), "{error:?}"),
            }
        }
    }
}

#[test]
fn a_cut_file_does_not_go_in_silence() {
    let end = LETTERS.find("</span></p>").unwrap();
    let made = read("a.hocr", &LETTERS.as_bytes()[..end]).unwrap();
    assert_eq!(made.warnings.0[0].code, "layout-cut");
    let end = ALTO.find("</TextLine>").unwrap();
    assert_eq!(
        read("a.xml", &ALTO.as_bytes()[..end]).unwrap_err().code,
        "damaged-layout"
    );
}

#[test]
fn wild_numbers_do_no_harm() {
    for wild in ["1e308", "-1e308", "NaN", "inf", "x", ""] {
        let text = DJVU
            .replace("232", wild)
            .replace("'400'", &format!("'{wild}'"));
        assert!(read("a.xml", text.as_bytes()).is_ok());
        let text = LETTERS
            .replace("232", wild)
            .replace("baseline 0", &format!("baseline {wild}"));
        assert!(read("a.xml", text.as_bytes()).is_ok());
    }
}
