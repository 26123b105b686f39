// The same data as tables: every line in sight as a row, and practices against places.
const ROW_LIMIT = 400;
const COLUMN_LIMIT = 24;
let sorting = { column: 0, down: false };

const COLUMNS = [
  ['place', (edge) => nameOf(NODES[edge.source])],
  ['practice', (edge) => nameOf(NODES[edge.target])],
  ['state', (edge) => relationWord(edge)],
  ['year', (edge) => edge.entries.map((entry) => entry.year || '').join(', ')],
  ['evidence', (edge) => firstSentence(edge)],
];

function firstSentence(edge) {
  const entry = edge.entries.find((one) => one.evidence.length);
  return entry ? RECORDS.sentences[entry.evidence[0].sentence] : '';
}

function updateTables() {
  if (state.view === 'table') listSeen();
  if (state.view === 'matrix') byId('view-matrix').replaceChildren(matrix());
  if (state.view === 'years') byId('view-years').replaceChildren(yearsTable());
}

// The order by sentence needs all of them, any other order those of the rows.
function listSeen() {
  const box = byId('view-table');
  box.replaceChildren(listTable());
  withParts(box, COLUMNS[sorting.column][0] === 'evidence' ? [...seen.edges] : sortedEdges().slice(0, ROW_LIMIT), listSeen);
}

function sortedEdges() {
  const value = COLUMNS[sorting.column][1];
  const compare = new Intl.Collator(language === 'en' ? 'en' : 'zh').compare;
  const rows = [...seen.edges].map((edge) => [edge, value(EDGES[edge])]);
  rows.sort((a, b) => (sorting.down ? -1 : 1) * compare(a[1], b[1]) || a[0] - b[0]);
  return rows.map(([edge]) => edge);
}

function listTable() {
  const edges = sortedEdges();
  const heads = COLUMNS.map(([word], column) => {
    const [order, arrow] = sorting.column !== column ? ['none', ''] : sorting.down ? ['descending', ' ↓'] : ['ascending', ' ↑'];
    const button = el('button', { 'data-column': column, onclick: () => sortBy(column) }, t(word), el('span', { 'aria-hidden': 'true' }, arrow));
    return el('th', { scope: 'col', 'aria-sort': order }, button);
  });
  const note = edges.length > ROW_LIMIT ? t('rows_cut', ROW_LIMIT, edges.length) : t('rows', edges.length);
  return el('table', { class: 'list-table' },
    el('caption', {}, `${t('table_caption')} · ${note}`),
    el('thead', {}, el('tr', {}, ...heads)),
    el('tbody', {}, ...edges.slice(0, ROW_LIMIT).map(row)));
}

function sortBy(column) {
  sorting = { column, down: sorting.column === column && !sorting.down };
  updateTables();
  byId('view-table').querySelector(`[data-column="${column}"]`).focus();
}

function row(index) {
  const edge = EDGES[index];
  return el('tr', {}, el('td', {}, goTo(edge.source)), el('td', {}, goTo(edge.target)),
    el('td', {}, el('button', { class: 'chip', 'data-edge': index, onclick: () => openEdge(index) },
      lineSample(styleOf(edge)), relationWord(edge))),
    el('td', {}, COLUMNS[3][1](edge)), el('td', { class: 'sentence' }, named(shorten(firstSentence(edge)))));
}

function openEdge(edge) {
  pick({ edge });
  panel.focus({ preventScroll: true });
}

const shorten = (text) => (text.length > 90 ? `${[...text.slice(0, 92)].slice(0, 90).join('')}…` : text);

function matrix() {
  // Likeness and groups have no cells: the matrix then shows what they are made of.
  const behind = told();
  const nodes = [...behind.nodes].sort(byOrder);
  const places = nodes.filter((node) => NODES[node].kind === 'place');
  const shownPlaces = places.slice(0, COLUMN_LIMIT);
  const practices = nodes.filter((node) => NODES[node].kind === 'practice');
  const cells = new Map();
  for (const edge of behind.edges) {
    const key = `${EDGES[edge].source} ${EDGES[edge].target}`;
    if (EDGES[edge].kind === 'adoption') cells.set(key, [...(cells.get(key) || []), edge]);
  }
  const cut = [
    practices.length > ROW_LIMIT ? t('rows_cut', ROW_LIMIT, practices.length) : '',
    places.length > COLUMN_LIMIT ? t('columns_cut', COLUMN_LIMIT, places.length) : '',
  ];
  return el('table', { class: 'matrix' },
    el('caption', {}, [t('matrix_caption'), ...cut].filter(Boolean).join(' · '),
      signsKey()),
    el('thead', {}, el('tr', {}, el('td', {}), ...shownPlaces.map((place) => el('th', { scope: 'col' }, goTo(place))))),
    el('tbody', {}, ...practices.slice(0, ROW_LIMIT).map((practice) => el('tr', {},
      el('th', { scope: 'row' }, goTo(practice)), ...shownPlaces.map((place) => cell(cells.get(`${place} ${practice}`)))))));
}

const signsKey = () => el('span', { class: 'signs' }, ...STATUSES.map((status) => el('span', {}, sign(status), t(status))));

// Disc, broken ring, triangle, small cross: shapes that differ without colour.
function sign(status) {
  const { colour } = STYLES.statuses[status];
  const ring = { cx: 8, cy: 8, r: 5, fill: 'none', stroke: colour, 'stroke-width': 2 };
  const marks = {
    implemented: () => svg('circle', { cx: 8, cy: 8, r: 6, fill: colour }),
    planned: () => svg('circle', { ...ring, 'stroke-dasharray': '3.2 2' }),
    deficient: () => svg('polygon', { points: '8,2.5 14,13 2,13', fill: 'none', stroke: colour, 'stroke-width': 2 }),
    mentioned: () => svg('path', { d: 'M5 5L11 11M11 5L5 11', stroke: colour, 'stroke-width': 1.6 }),
  };
  return svg('svg', { viewBox: '0 0 16 16', width: 16, height: 16, 'aria-hidden': 'true' }, marks[status]());
}

function cell(edges) {
  return el('td', {}, ...(edges || []).map((edge) => el('button', {
    class: 'sign', 'data-edge': edge, title: edgeTip(EDGES[edge]), 'aria-label': edgeTip(EDGES[edge]), onclick: () => openEdge(edge),
  }, sign(EDGES[edge].status))));
}
