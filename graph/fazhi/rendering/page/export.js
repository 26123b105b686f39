// What is seen, to keep: a drawing, a picture made of it, a table.
const LIGHT = '#ffffff';
const HALO = { 'text-anchor': 'middle', stroke: LIGHT, 'stroke-width': 4, 'paint-order': 'stroke', 'stroke-linejoin': 'round' };
const strokeOf = (style) => ({ stroke: style.colour, 'stroke-width': style.width, 'stroke-dasharray': style.dashes.join(' ') });

// The present view as SVG with title, legend and a white ground; also what is printed.
function picture(title = META.title, note = byId('status').textContent) {
  // Paper has no canvas: the drawing is as large as it last was on the screen.
  const width = canvas.clientWidth || lastSize.width;
  const height = canvas.clientHeight || lastSize.height;
  const zoom = network.getScale();
  const size = { viewBox: `0 0 ${width} ${height + 104}`, width, height: height + 104 };
  const root = svg('svg', { xmlns: 'http://www.w3.org/2000/svg', ...size, 'font-family': FONT.replace(/"/g, "'") });
  const text = (words, x, y, size, props) => {
    const made = svg('text', { x, y, 'font-size': size, fill: '#20252b', ...props });
    made.textContent = words;
    return made;
  };
  root.append(svg('rect', { width: '100%', height: '100%', fill: LIGHT }), text(title, 20, 30, 20, { 'font-weight': 600 }), text(cutTo(note, `13px ${FONT}`, width - 40), 20, title ? 52 : 28, 13, { fill: '#5c6570' }));
  const body = svg('svg', { x: 0, y: 56, width, height, viewBox: `0 0 ${width} ${height}` });
  for (const edge of seen.edges) body.append(edgeShape(edge));
  const items = itemsInView(zoom, null);
  for (const item of items) body.append(nodeMark(item));
  for (const label of placeLabels(items, zoom)) {
    label.rows.forEach((row, index) => {
      const y = label.top + (index + 0.9) * label.size * 1.15;
      body.append(text(row, label.x, y, label.size, { ...HALO, 'font-weight': label.font.split(' ')[0] }));
    });
  }
  for (const { x, y, align, text: words, size: points } of captionsInView(zoom)) {
    const anchor = { left: 'start', right: 'end', center: 'middle' }[align];
    body.append(text(words, x, y + points, points, { ...HALO, 'text-anchor': anchor, 'font-weight': 600, fill: '#5c6570' }));
  }
  root.append(body, ...keysBelow(height + 82, text));
  return root;
}

function edgeShape(edge) {
  const [from, to, bend] = lineOf(edge);
  const way = bend ? `Q${bend.x} ${bend.y} ` : 'L';
  return svg('path', { d: `M${from.x} ${from.y}${way}${to.x} ${to.y}`, fill: 'none', ...strokeOf(styleOf(EDGES[edge])) });
}

function nodeMark({ node, x, y, r }) {
  const colour = STYLES.kinds[NODES[node].kind].colour;
  const outline = OUTLINES[STYLES.kinds[NODES[node].kind].shape];
  const ring = { fill: LIGHT, stroke: colour, 'stroke-width': 2 };
  const paint = NODES[node].candidate ? ring : { fill: colour, stroke: LIGHT, 'stroke-width': 1 };
  return outline
    ? svg('polygon', { points: outline.map(([a, b]) => `${x + a * r},${y + b * r}`).join(' '), ...paint })
    : svg('circle', { cx: x, cy: y, r, ...paint });
}

function keysBelow(y, text) {
  const made = [];
  let x = 24;
  const add = (mark, words, room) => {
    made.push(mark, text(words, x + room, y + 4, 13));
    x += room + widthOf(words, `13px ${FONT}`) + 22;
  };
  for (const kind of KINDS.filter((one) => [...seen.nodes].some((node) => NODES[node].kind === one))) {
    const mark = nodeShape(kind, false, 14);
    mark.setAttribute('x', x - 7);
    mark.setAttribute('y', y - 7);
    add(mark, t(kind), 14);
  }
  for (const status of STATUSES.filter((one) => [...seen.edges].some((edge) => EDGES[edge].status === one))) {
    add(svg('line', { x1: x, x2: x + 34, y1: y, y2: y, ...strokeOf(STYLES.statuses[status]) }), t(status), 42);
  }
  return made;
}

const fileName = (ending) => `${(META.title.replace(/[\\/:*?"<>|\s]+/g, '-').slice(0, 60) || 'graph')}.${ending}`;

function save(blob, ending) {
  const url = URL.createObjectURL(blob);
  const link = el('a', { href: url, download: fileName(ending) });
  document.body.append(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(url), 10000);
  say(t('saved', fileName(ending)));
}

const svgText = () => new XMLSerializer().serializeToString(picture());

function savePicture() {
  const image = new Image();
  image.onload = () => {
    const sheet = document.createElement('canvas');
    sheet.width = image.width * 2;
    sheet.height = image.height * 2;
    sheet.getContext('2d').drawImage(image, 0, 0, sheet.width, sheet.height);
    sheet.toBlob((blob) => save(blob, 'png'), 'image/png');
  };
  image.src = 'data:image/svg+xml;charset=utf-8,' + encodeURIComponent(svgText());
}

// A cell that a spreadsheet would take for a formula gets an apostrophe in front.
function csvCell(value) {
  const text = String(value === null || value === undefined ? '' : value);
  const safe = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[",\n\r]/.test(safe) ? `"${safe.replace(/"/g, '""')}"` : safe;
}

// One row a sentence, in the order of the list; a line without a sentence keeps its row.
function table() {
  const rows = [['from', 'from_id', 'to', 'to_english', 'to_id', 'relation', 'number', 'year', 'sentence', 'report', 'source']];
  for (const index of sortedEdges()) {
    const edge = EDGES[index];
    const [from, to] = [NODES[edge.source], NODES[edge.target]];
    for (const entry of edge.entries.length ? edge.entries : [{ evidence: [] }]) {
      for (const evidence of entry.evidence.length ? entry.evidence : [null]) {
        const report = evidence ? RECORDS.reports[evidence.report] : {};
        rows.push([from.name, from.key, to.name, to.english, to.key, edge.status || edge.kind, weightOf(edge), entry.year,
          evidence ? RECORDS.sentences[evidence.sentence] : '', report.title, report.source]);
      }
    }
  }
  // The mark in front makes spreadsheets read the file as UTF-8.
  return '\ufeff' + rows.map((cells) => cells.map(csvCell).join(',')).join('\r\n') + '\r\n';
}

// The table has all sentences, so those that have not come are fetched first.
async function saveTable() {
  const lines = [...seen.edges];
  if (lines.some(lacking)) say(t('part_loading'));
  try {
    await fetched(lines);
    save(new Blob([table()], { type: 'text/csv' }), 'csv');
  } catch (answer) {
    byId('status').replaceChildren(failure(answer, saveTable));
  }
}

// Of lines between likes and groups: places with both, practices of both, or how many lines they stand for.
const weightOf = (edge) => (edge.kind === 'alike' ? commonPractices(edge.source, edge.target).length : edge.number);

// The address with all that was chosen; where no clipboard is to be had, by the old way.
async function copy() {
  const text = location.href;
  try {
    await navigator.clipboard.writeText(text);
  } catch {
    const field = el('textarea', { class: 'hidden-words', 'aria-hidden': 'true' }, text);
    document.body.append(field);
    field.select();
    document.execCommand('copy');
    field.remove();
  }
  byId('status').textContent = t('copied');
  say(t('copied'));
}

const EXPORTS = {
  png: savePicture,
  svg: () => save(new Blob([svgText()], { type: 'image/svg+xml' }), 'svg'),
  copy,
  csv: saveTable,
};

addEventListener('beforeprint', () => byId('print').replaceChildren(...(state.view === 'graph' ? [picture('')] : [])));
addEventListener('afterprint', () => byId('print').replaceChildren());
