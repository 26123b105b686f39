// The text of a report around a sentence: all of it where the page carries it, else what the page quotes.
const reader = byId('reader');

// A report that shows no title goes by its place and year.
let placeOfReport = null;
function reportName(number) {
  const report = RECORDS.reports[number];
  if (report.title) return report.title;
  if (!placeOfReport) {
    placeOfReport = new Map();
    for (const { source, entries } of EDGES) entries.forEach(({ place = source, evidence }) => evidence.forEach((one) => placeOfReport.set(one.report, place)));
  }
  const place = placeOfReport.get(number);
  return place === undefined ? t('report') : t('report_of', nameOf(NODES[place]), report.year || t('no_year'));
}

const isWhole = (report) => report.text && report.text.length === 1 && report.text[0][0] === 0
  && pointsOf(report.text[0][1]) === report.length;

// Offsets count code points; a character beyond the basic plane is two units of a JavaScript string.
const PAIRS = /[\ud800-\udbff][\udc00-\udfff]/;
const pointsOf = (text) => (PAIRS.test(text) ? [...text].length : text.length);
function unitsAt(text, points) {
  if (!PAIRS.test(text)) return points;
  let units = 0;
  for (let left = points; left > 0 && units < text.length; left -= 1) units += text.codePointAt(units) > 0xffff ? 2 : 1;
  return units;
}

// What the page quotes of a report, by position, each stretch once: it stands in for a text that is not carried.
function quotedOf(number) {
  const found = new Map();
  for (let index = 0; index < REAL_EDGES; index += 1) {
    for (const entry of EDGES[index].entries) {
      for (const evidence of entry.evidence) {
        if (evidence.report === number && evidence.at) found.set(evidence.at[0], RECORDS.sentences[evidence.sentence]);
      }
    }
  }
  return [...found].sort((a, b) => a[0] - b[0]);
}

function openReader(evidence) {
  const report = RECORDS.reports[evidence.report];
  const segments = report.text || quotedOf(evidence.report);
  const target = el('mark', { id: 'place', tabindex: '-1' });
  const stretches = segments.flatMap(([start, text], n) => [
    n || start ? el('p', { class: 'gap', 'aria-hidden': 'true' }, '……') : '', stretch(start, text, evidence, target)]);
  reader.setAttribute('aria-label', reportName(evidence.report));
  reader.replaceChildren(
    el('div', { class: 'head' }, named(reportName(evidence.report), 'h2'),
      el('button', { class: 'close', 'aria-label': t('close'), title: t('close'), onclick: () => reader.close() }, '×')),
    el('p', { class: 'note' }, [report.year || t('no_year'), report.source, t(isWhole(report) ? 'whole_text' : report.text ? 'part_text' : 'quoted_text')]
      .filter(Boolean).join(' · ')),
    el('div', { class: 'text', lang: 'zh-Hans', tabindex: '0', role: 'document', 'aria-label': t('report') }, ...stretches));
  reader.showModal();
  if (target.isConnected) target.scrollIntoView({ block: 'center' });
  target.focus({ preventScroll: true });
}

// A stretch of text with the sentence shaded and the mention marked, where they lie within it.
function stretch(start, text, { at: [from, to, first, last] }, target) {
  const made = el('div', { class: 'stretch', dir: 'auto' });
  const end = start + pointsOf(text);
  if (last <= start || first >= end || target.isConnected || target.hasChildNodes()) {
    made.append(text);
    return made;
  }
  const cut = [from, first, last, to].map((point) => unitsAt(text, Math.max(0, Math.min(point, end) - start)));
  target.append(text.slice(cut[1], cut[2]));
  made.append(text.slice(0, cut[0]),
    el('span', { class: 'sentence-of' }, text.slice(cut[0], cut[1]), target, text.slice(cut[2], cut[3])), text.slice(cut[3]));
  return made;
}

// Where the report stands on a server, if the page was made by one.
function reportLink(evidence) {
  const report = RECORDS.reports[evidence.report];
  if (!META.link || !report.key || !evidence.at) return '';
  const href = META.link.replace('{report}', report.key.split('/').map(encodeURIComponent).join('/'))
    .replace('{start}', evidence.at[2]).replace('{end}', evidence.at[3]);
  return el('a', { href, target: '_blank', rel: 'noopener' }, t('open_report'));
}

reader.addEventListener('click', (event) => { if (event.target === reader) reader.close(); });
