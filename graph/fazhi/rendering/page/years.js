// Practices against years: when each was first reported, and where it was found since.
const NAMES_IN_CELL = 4;

function yearsTable() {
  const edges = [...passing()].filter((edge) => sharedEnough(EDGES[edge], new Set([edge])));
  const rows = new Map();
  for (const edge of edges) {
    const { target, entries } = EDGES[edge];
    if (!rows.has(target)) rows.set(target, new Map());
    for (const { year } of entries) {
      if (!year || (state.until && year > state.until)) continue;
      const cells = rows.get(target);
      cells.set(year, [...(cells.get(year) || []), edge]);
    }
  }
  const years = YEARS.filter((year) => [...rows.values()].some((cells) => cells.has(year)));
  const order = [...rows.keys()].sort(byOrder).slice(0, ROW_LIMIT);
  const cut = rows.size > ROW_LIMIT ? t('rows_cut', ROW_LIMIT, rows.size) : '';
  return el('table', { class: 'matrix years' },
    el('caption', {}, [t('years_caption'), cut].filter(Boolean).join(' · '), signsKey()),
    el('thead', {}, el('tr', {}, el('td', {}), ...years.map((year) => el('th', { scope: 'col' }, String(year),
      el('span', { class: 'note' }, ` ${t('reports_n', reportsIn(year))}`))), el('th', { scope: 'col' }, t('in_all')))),
    el('tbody', {}, ...order.map((practice) => el('tr', {},
      el('th', { scope: 'row' }, goTo(practice)), ...years.map((year) => yearCell(rows.get(practice).get(year) || [], year)),
      el('td', {}, placesWord(NODES[practice].shared))))));
}

const reportsIn = (year) => RECORDS.reports.filter((report) => report.year === year).length;

// One name a place, before it a sign for each thing that it says.
function yearCell(edges, year) {
  const places = new Map();
  for (const edge of edges) places.set(EDGES[edge].source, [...(places.get(EDGES[edge].source) || []), edge]);
  const shown = [...places].slice(0, NAMES_IN_CELL);
  const button = (edge, ...words) => el('button', {
    class: 'sign', 'data-edge': edge, title: edgeTip(EDGES[edge]), onclick: () => openEdge(edge), 'aria-label': `${edgeTip(EDGES[edge])} · ${year}`,
  }, sign(EDGES[edge].status), ...words);
  return el('td', {}, ...shown.map(([place, [first, ...others]]) => el('span', { class: 'reported' },
    ...others.map((edge) => button(edge)), button(first, named(nameOf(NODES[place]), 'span')))),
  places.size > shown.length ? el('span', { class: 'note' }, t('more_places', places.size - shown.length)) : '');
}

// The slider under the drawing: what had been reported up to a year; played, the graph grows.
let playing = 0;

function updateTime() {
  const box = byId('time');
  box.hidden = YEARS.length < 2 || state.view !== 'graph';
  const slider = byId('until');
  slider.max = String(YEARS.length - 1);
  slider.value = String(state.until ? YEARS.indexOf(state.until) : YEARS.length - 1);
  const words = state.until ? t('until', state.until) : t('all_years', YEARS[0], YEARS[YEARS.length - 1]);
  slider.setAttribute('aria-valuetext', words);
  byId('until-value').textContent = words;
  byId('play').setAttribute('aria-pressed', String(Boolean(playing)));
  byId('play').firstChild.textContent = playing ? '❚❚' : '▶';
}

const upTo = (position) => change({ until: position >= YEARS.length - 1 ? null : YEARS[position] }, { quiet: Boolean(playing) });

function play() {
  if (playing) { stopPlaying(); updateTime(); return; }
  let position = 0;
  playing = setInterval(() => {
    position += 1;
    if (position >= YEARS.length - 1) stopPlaying();
    upTo(position);
  }, 1100);
  upTo(0);
}

function stopPlaying() {
  clearInterval(playing);
  playing = 0;
}
