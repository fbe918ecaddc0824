//! Layout files damaged. In: one of each format, changed by chance, always the same way. Out: nothing; what is asked is a
//! result whose repair can be undone, or an error that names the file, in bounded time.
//!
//! `DAMAGED_FILES=100000 cargo test --test ocr damaged` tries more.

#[path = "../common/chance.rs"]
mod chance;

use chance::Chance;
use pamphleteer::manifest::Settings;
use pamphleteer::{pipeline, source};
use std::time::{Duration, Instant};

/// Changed files.
const FILES: usize = 500;
/// One in so many of those that can be read is repaired, too.
const REPAIRED: usize = 10;
/// No file takes longer.
const LONGEST: Duration = Duration::from_secs(10);

/// A page with a heading, two lines, a raised call, a note and a folio, in each format.
const LAYOUTS: [&str; 5] = [
    "<?xml version='1.0'?><html><head><meta name='ocr-system' content='x'/></head><body><div class='ocr_page' \
     title='image \"a.png\"; bbox 0 0 1500 2100; scan_res 300 300; ppageno 0'><div class='ocr_carea' title='bbox 100 180 \
     700 240'><p class='ocr_par'><span class='ocr_line' title='bbox 100 200 440 240; baseline 0.01 -8; x_size 40'><span \
     class='ocrx_word' title='bbox 100 200 208 240; x_wconf 91'><span class='ocrx_cinfo' title='x_bboxes 100 200 180 232; \
     x_conf 98.5'>mill</span><span class='ocrx_cinfo' title='x_bboxes 202 198 208 215; x_conf 60'>1</span></span> <span \
     class='ocrx_word' title='bbox 220 200 340 232; x_wconf 40'><em>stood</em></span></span></p></div><span class='ocr_footer' \
     title='bbox 100 1900 300 1930'><span class='ocrx_word' title='bbox 100 1900 120 1930'>1</span><span class='ocrx_word' \
     title='bbox 130 1900 300 1930'>Shut.</span></span></div></body></html>",
    "<alto xmlns='http://www.loc.gov/standards/alto/ns-v3#'><Description><MeasurementUnit>pixel</MeasurementUnit></Description>\
     <Styles><TextStyle ID='s1' FONTSIZE='10' FONTSTYLE='italics'/></Styles><Layout><Page WIDTH='1500' HEIGHT='2100' \
     PHYSICAL_IMG_NR='3'><PrintSpace><TextBlock ID='b' STYLEREFS='s1'><TextLine HPOS='100' VPOS='200' WIDTH='300' HEIGHT='40' \
     BASELINE='232'><String CONTENT='mill' HPOS='100' VPOS='200' WIDTH='80' HEIGHT='32' WC='.9' STYLE='bold'><Glyph \
     CONTENT='m' HPOS='100' VPOS='200' WIDTH='20' HEIGHT='32' GC='.8'/></String><SP/><String CONTENT='riv' HPOS='190' VPOS='200' \
     WIDTH='80' HEIGHT='32' SUBS_TYPE='HypPart1' SUBS_CONTENT='river'/><HYP CONTENT='-'/></TextLine></TextBlock></PrintSpace>\
     </Page></Layout></alto>",
    "<PcGts xmlns='http://schema.primaresearch.org/PAGE/gts/pagecontent/2019-07-15'><Page imageWidth='1500' imageHeight='2100' \
     imageXResolution='300'><ReadingOrder><OrderedGroup id='o'><RegionRefIndexed index='0' regionRef='r2'/><RegionRefIndexed \
     index='1' regionRef='r1'/></OrderedGroup></ReadingOrder><TextRegion id='r1' type='footnote'><Coords points='100,1800 400,1800 \
     400,1840'/><TextLine id='l1'><Coords points='100,1800 400,1840'/><Baseline points='100,1832 400,1834'/><Word><Coords \
     points='100,1800 200,1840'/><TextEquiv conf='.9'><Unicode>1 Shut.</Unicode></TextEquiv></Word></TextLine></TextRegion>\
     <TextRegion id='r2' type='heading'><Coords points='100,200 400,240'/><TextLine id='l2'><Coords points='100,200 400,240'/>\
     <TextStyle fontSize='12' bold='true'/><TextEquiv><Unicode>The Mill</Unicode></TextEquiv></TextLine></TextRegion></Page></PcGts>",
    "<document xmlns='http://www.abbyy.com/FineReader_xml/FineReader10-schema-v1.xml'><documentData><paragraphStyles>\
     <paragraphStyle id='p1' role='heading'/></paragraphStyles></documentData><page width='1500' height='2100' resolution='300'>\
     <block blockType='Text' l='100' t='200' r='400' b='240'><text><par style='p1'><line baseline='232' l='100' t='200' r='400' \
     b='240'><formatting lang='EnglishUnitedKingdom' fs='10.' ff='Times' italic='1'><charParams l='100' t='200' r='120' b='232' \
     charConfidence='90' wordStart='true'>m</charParams><charParams l='122' t='200' r='130' b='232'>i</charParams><charParams \
     l='132' t='190' r='138' b='212' superscript='1'>1</charParams></formatting></line></par></text></block></page></document>",
    "<DjVuXML><BODY><OBJECT width='1500' height='2100'><PARAM name='DPI' value='300'/><PARAM name='PAGE' value='a_0001.djvu'/>\
     <HIDDENTEXT><PAGECOLUMN><REGION><PARAGRAPH><LINE><WORD coords='100,240,180,200,232' x-confidence='90'>mill</WORD><WORD \
     coords='190,240,280,200'>stood-</WORD></LINE><LINE><WORD coords='100,290,180,250'>still</WORD></LINE></PARAGRAPH></REGION>\
     </PAGECOLUMN></HIDDENTEXT></OBJECT></BODY></DjVuXML>",
];

/// What stands in such files and means something, and numbers that nobody expects.
const BITS: &[&str] = &[
    "0",
    "-1",
    "99999999999",
    "2147483647",
    "-2147483648",
    "1e99",
    "NaN",
    "inf",
    ".",
    "300",
    "<",
    ">",
    "</",
    "/>",
    "'",
    "\"",
    "&",
    "&amp;",
    "&#0;",
    "&#x10ffff;",
    "&#xd800;",
    "&nothing;",
    "<!--",
    "-->",
    "<![CDATA[",
    "]]>",
    "<!DOCTYPE a [<!ENTITY b 'c'>]>",
    "<?a?>",
    "<span class='ocrx_word'>",
    "<span class='ocr_line'>",
    "<div class='ocr_page'>",
    "</div>",
    "<p>",
    "<br>",
    "bbox",
    "bbox 9 9 0 0",
    "x_bboxes 1 1 1 1 1",
    "scan_res 0 0",
    "x_size 0",
    "baseline 9 9",
    "<sup>",
    "<Page>",
    "<String CONTENT=''/>",
    "<Glyph/>",
    "<TextLine>",
    "<HYP/>",
    "points='1,1'",
    "<charParams>",
    "<page width='0'>",
    "<WORD coords='1,1,1,1'>",
    "<LINE>",
    "\u{c}",
    "\n",
    "\0",
    "\u{fffd}",
    "\u{301}",
];

/// A file with one to eight places changed.
fn damage(bytes: &[u8], chance: &mut Chance) -> Vec<u8> {
    let mut bytes = bytes.to_vec();
    for _ in 0..=chance.below(8) {
        let at = chance.below(bytes.len());
        let end = (at + chance.below(40)).min(bytes.len());
        let bit = BITS[chance.below(BITS.len())].bytes();
        match chance.below(6) {
            0 if at < bytes.len() => bytes[at] = chance.below(256) as u8,
            1 => drop(bytes.drain(at..end)),
            2 => drop(bytes.splice(at..at, bit)),
            3 => drop(bytes.splice(at..end, bit)),
            4 if chance.below(9) == 0 => bytes.truncate(at),
            _ => {
                let part = bytes[at..end].to_vec();
                let to = chance.below(bytes.len());
                drop(bytes.splice(to..to, part));
            }
        }
    }
    bytes
}

#[test]
fn damaged_layouts_give_a_result_or_an_error() {
    let named = std::env::var("DAMAGED_FILES").ok();
    let count = named.and_then(|n| n.parse().ok()).unwrap_or(FILES);
    let mut chance = Chance(1848);
    let mut read = 0;
    for number in 0..count {
        let layout = LAYOUTS[number % LAYOUTS.len()];
        let bytes = damage(layout.as_bytes(), &mut chance);
        let begun = Instant::now();
        match source::read("a.xml", &bytes) {
            Ok(found) => {
                read += 1;
                if read % REPAIRED == 0 {
                    let sources = [found.value];
                    let settings = Settings::default();
                    let (_, galley, ledger) = pipeline::repair_sources(&sources, &settings);
                    assert_eq!(galley.undone(&ledger), sources[0].text());
                }
            }
            Err(fault) => assert!(fault.message.contains("a.xml"), "{fault:?}"),
        }
        let shown = String::from_utf8_lossy(&bytes);
        assert!(begun.elapsed() < LONGEST, "{:?}: {shown}", begun.elapsed());
    }
    println!("{read} of {count} damaged files could be read");
    assert!(
        read * 5 > count,
        "damage should leave files that can be read"
    );
}
