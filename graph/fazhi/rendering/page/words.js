'use strict';
// Every word of the page in Chinese and English; {0}, {1} … are filled in by t().
const WORDS = {
  skip: ['跳到数据表', 'Skip to the table'],
  views: ['视图', 'Views'], view_graph: ['关系图', 'Graph'], view_matrix: ['对照表', 'Matrix'], view_years: ['年度表', 'Years'], view_table: ['清单', 'List'],
  save_as: ['保存所见内容', 'Save what is seen'], save_png: ['保存为图片 PNG', 'Save as a PNG picture'],
  save_svg: ['保存为矢量图 SVG', 'Save as an SVG drawing'], save_csv: ['保存为表格 CSV', 'Save as a CSV table'],
  other_language: ['English', '中文'], to_other_language: ['Switch to English', '切换为中文'],
  theme_light: ['浅色', 'Light'], theme_dark: ['深色', 'Dark'], theme_switch: ['切换深浅色', 'Switch light and dark'],
  copy: ['复制链接', 'Copy link'], copy_hint: ['复制链接：当前视图的地址', 'Copy link: the address of this view'], copied: ['已复制当前视图的地址', 'The address of this view was copied'],
  filters: ['筛选', 'Filters'], stage: ['图与表', 'Graph and tables'], panel: ['详情', 'Details'],
  search: ['查找', 'Search'], search_hint: ['名称、英文或拼音首字母', 'Name, Chinese or pinyin'],
  found: ['找到 {0} 项', '{0} found'], not_found: ['没有找到“{0}”', 'Nothing found for “{0}”'],
  minimum: ['至少由几个地方共有', 'Shared by at least'], places_n: ['{0} 个地方', '{0} places'], places_1: ['{0} 个地方', '{0} place'],
  show_all: ['显示全部做法', 'Show all practices'], show_shared: ['只看共有的做法', 'Only shared practices'],
  every: ['只看所选地方都有的', 'Only what all chosen places have'],
  steps: ['步骤', 'Steps'], undo: ['撤销', 'Undo'], reset: ['重置', 'Reset'],
  legend: ['图例（点击可隐藏）', 'Legend (click to hide)'], kinds: ['点', 'Nodes'], lines: ['线：做法的状态', 'Lines: status of a practice'],
  size: ['圆点大小', 'Dot size'], size_shared: ['共有地方数', 'Places that share it'], size_evidence: ['依据句数', 'Sentences of evidence'], size_equal: ['一样大', 'All equal'], size_degree: ['连线数', 'Lines at it'],
  place: ['地方', 'Place'], practice: ['做法', 'Practice'], institution: ['机构', 'Institution'], law: ['法律文件', 'Law'],
  candidate: ['新发现的做法', 'Discovered practice'],
  implemented: ['已实行', 'Implemented'], planned: ['已计划', 'Planned'], deficient: ['有不足', 'Reported weak'], mentioned: ['仅提及', 'Only mentioned'],
  participation: ['参与', 'Takes part'], citation: ['引用', 'Cites'],
  year: ['年度', 'Year'], topic: ['主题', 'Topic'], province: ['省份', 'Province'], level: ['层级', 'Level'], type: ['种类', 'Kind'],
  no_year: ['年度不详', 'Year unknown'], no_topic: ['未归入主题', 'No topic'], no_type: ['种类不详', 'Kind unknown'], no_level: ['层级不详', 'Level unknown'], no_province: ['省份不详', 'Province unknown'],
  level_province: ['省级', 'Province'], level_prefecture: ['地级', 'Prefecture'], level_county: ['县级', 'County'], level_township: ['乡级', 'Township'], level_community: ['村与社区', 'Community'], level_zone: ['开发区', 'Zone'],
  counted: ['括号内为做法数', 'Numbers count practices'], more: ['还有 {0} 项，请用查找', '{0} more: use the search'],
  status: ['显示 {0} / {1} 个地方，{2} / {3} 项做法，{4} 条关系', 'Showing {0} of {1} places, {2} of {3} practices, {4} lines'],
  hidden_n: ['隐藏 {0} 个', '{0} hidden'],
  facts: ['{0} 个地方 · {1} 份报告 · {2} · {3} 项做法，其中 {4} 项由两地以上共有', '{0} places · {1} reports · {2} · {3} practices, {4} of them shared by two or more places'],
  nothing: ['没有符合条件的做法。', 'No practice fits these filters.'],
  unfocus: ['返回全图', 'Back to the whole graph'], focused: ['聚焦：{0}', 'Focus: {0}'], pathed: ['路径：{0} → {1}', 'Path: {0} → {1}'],
  no_path: ['两点之间没有路径', 'There is no path between the two'], choose_second: ['请选择路径的另一端：点击图中一点，或用查找', 'Choose the other end: click a node or use the search'],
  zoom: ['缩放', 'Zoom'], closer: ['放大', 'Zoom in'], farther: ['缩小', 'Zoom out'], fit: ['适应窗口', 'Fit to window'],
  canvas: ['关系图：地方与做法', 'Graph of places and practices'],
  keys: ['方向键移到相邻的点，回车查看详情，Esc 取消，加减号缩放，0 适应窗口，F 聚焦，H 隐藏。', 'Arrow keys move to a near node, Enter opens its details, Esc clears, plus and minus zoom, 0 fits, F focuses, H hides.'],
  plans: ['画法', 'Ways to draw'], plan_map: ['全图', 'Map'], plan_overview: ['概览', 'Overview'], plan_compare: ['比较', 'Compare'],
  plan_similar: ['相近', 'Similar'], plan_together: ['同现', 'Together'], plan_around: ['机构与法律', 'Bodies and laws'],
  plan_map_hint: ['地方与做法，位置固定', 'Places and practices, always in the same spot'],
  plan_overview_hint: ['按省份与主题归组，逐组展开', 'Grouped by province and topic, opened group by group'],
  plan_compare_hint: ['几个地方：共有的在中间，各自的在两边', 'Places compared: shared in the middle, own at the sides'],
  plan_similar_hint: ['哪些地方的做法最相近', 'Which places have most in common'],
  plan_together_hint: ['哪些做法常在同一地方出现', 'Which practices are found in the same places'],
  plan_around_hint: ['围绕一项做法的机构与法律文件（含其中两地以上都引用的）', 'Institutions and laws around one practice, with the laws that two or more of its places cite'],
  compared: ['比较 {0}：共有 {1} 项，只在一处的 {2} 项', 'Comparing {0}: {1} shared, {2} in one place only'],
  similar_note: ['{0} 个地方，{1} 对最相近（线上为共有做法数与相似度）', '{0} places, {1} most similar pairs (numbers: shared practices, similarity)'],
  together_note: ['{0} 项做法，线越粗，同时有两者的地方越多', '{0} practices; the thicker a line, the more places have both'],
  around_note: ['{0}：{1} 个地方、{2} 个机构、{3} 部法律文件', '{0}: {1} places, {2} institutions, {3} laws'],
  overview_note: ['{0} 个地方归为 {1} 组，{2} 项做法归为 {3} 组，共 {4} 条关系；双击一组可展开', '{0} places in {1} groups, {2} practices in {3} groups, {4} lines; double-click a group to open it'],
  places: ['一组地方', 'Group of places'], practices: ['一组做法', 'Group of practices'],
  members_places: ['{0} 个地方', '{0} places'], members_practices: ['{0} 项做法', '{0} practices'], open_group: ['双击展开', 'double-click to open'],
  open: ['展开', 'Open'], shut: ['收起', 'Close'], only_these: ['只看这一组', 'Only these'], practices_n: ['{0} 项做法', '{0} practices'],
  bundle_row: ['{0} 条关系', '{0} lines'], own_of_cut: ['只在{1}（{0}，列出 {2}）', 'Only {1} ({0}, {2} listed)'], own_of: ['只在{1}（{0}）', 'Only {1} ({0})'], common: ['共有（{0}）', 'Shared ({0})'], counted_head: ['{0}（{1}）', '{0} ({1})'], alike_short: ['{0} 项 · {1}%', '{0} · {1}%'],
  compare_with: ['比较…', 'Compare…'], choose_place: ['请选择要比较的另一个地方：点击图中一点，或用查找', 'Choose the other place: click it or use the search'],
  compare_these: ['比较两地', 'Compare the two'], places_with_both: ['两者都有的地方（{0}）', 'Places with both ({0})'],
  time: ['年份', 'Years'], until_label: ['截至年份', 'Up to the year'], until: ['截至 {0} 年', 'Up to {0}'], all_years: ['{0}–{1} 全部', '{0}–{1}, all'], play: ['逐年播放', 'Play year by year'],
  years_caption: ['哪一年、哪个地方报告了哪项做法', 'Which place reported which practice in which year'], reports_n: ['{0} 份报告', '{0} reports'],
  in_all: ['共有', 'In all'], more_places: ['另 {0} 个地方', '{0} more places'],
  report_of: ['{0}{1}年度报告', 'Report of {0}, {1}'],
  read: ['看原文', 'Read in place'], open_report: ['打开报告', 'Open the report'], whole_text: ['全文', 'whole text'], part_text: ['节选', 'parts of the text'],
  quoted_text: ['此页只带有引用的句子', 'this page carries only the sentences it quotes'], more_evidence: ['另有 {0} 句未放入此页', '{0} more sentences are not in this page'],
  part_loading: ['正在取原句……', 'Fetching the sentences …'], part_come: ['原句已取到。', 'The sentences are here.'],
  part_gone: ['原句没有取到：服务器没有回应。请看它是否还在运行，然后重试。', 'The sentences did not come: the server does not answer. See whether it still runs, then try again.'],
  part_refused: ['原句没有取到：服务器答复 {0}。请稍后重试。', 'The sentences did not come: the server answered {0}. Try again in a while.'],
  part_old: ['数据已更新，这一页是旧的。请重新载入。', 'The data have changed since this page was made. Load it again.'],
  again: ['重试', 'Try again'], reload: ['重新载入', 'Load again'],
  dropped: ['另有 {0} 项做法（{1} 条关系）未放入此页', '{0} more practices ({1} lines) are not in this page'],
  alike: ['相近', 'Similar'], bundle: ['合并的关系', 'Lines taken together'],
  intro: ['如何看这张图', 'How to read this graph'],
  intro_1: ['方块是地方，圆点是做法；圆点越大，共有的地方越多。', 'Squares are places, dots are practices; the larger a dot, the more places share it.'],
  intro_2: ['点击任意一点或一条线，这里会显示报告原句。', 'Click a node or a line to read the sentences of the reports here.'],
  intro_3: ['双击一点，只看它和与它相连的；图上方可换画法，如比较两地、按组概览。', 'Double-click a node to see only what it is joined to; above the drawing are other ways to draw: compare, overview …'],
  intro_4: ['地址随操作变化，“复制链接”可把当前视图发给别人。', 'The address keeps the view: “Copy link” to send what you see.'],
  most_shared: ['共有最多的做法', 'Most widely shared'], the_places: ['地方', 'Places'],
  definition: ['定义', 'Definition'], variants: ['又名', 'Also called'], origin: ['起源', 'Began'], origin_source: ['起源出处', 'Source of the origin'], path: ['全称', 'Full name'], code: ['区划代码', 'Division code'],
  focus: ['聚焦', 'Focus'], grow: ['展开', 'Expand'], hide: ['隐藏', 'Hide'], find_path: ['路径…', 'Path…'], close: ['关闭', 'Close'],
  neighbours: ['相连的{0}（{1}）', '{0}: {1} joined'], evidence_n: ['原文依据 {0} 句', 'Evidence: {0}'], evidence: ['原文依据', 'Evidence'],
  most_alike: ['最相近的地方', 'Most similar places'], alike_row: ['共有 {0} 项 · 相似度 {1}%', '{0} shared · similarity {1}%'],
  together: ['同现', 'Found together'], often_together: ['常一起出现的做法', 'Often found together with'], together_row: ['在 {0} 个地方同时出现', 'together in {0} places'],
  since: ['自 {0} 年起', 'since {0}'], position: ['第 {0} 字', 'character {0}'], no_evidence: ['没有给出原句。', 'No sentence was given.'],
  elsewhere: ['这项做法在其他地方', 'The same practice elsewhere'], pairs: ['最相近的两地', 'Most similar pairs'], state: ['状态', 'Status'],
  is_hidden: ['（未显示）', '(not shown)'], source: ['来源', 'Source'], report: ['报告', 'Report'],
  rows: ['{0} 行', '{0} rows'], rows_cut: ['显示前 {0} 行，共 {1} 行；CSV 含全部', 'First {0} of {1} rows; the CSV holds all'],
  columns_cut: ['显示前 {0} 个地方，共 {1} 个', 'First {0} of {1} places'],
  matrix_caption: ['哪个地方有哪项做法', 'Which place has which practice'], table_caption: ['所见关系清单', 'List of what is seen'],
  saved: ['已保存 {0}', 'Saved {0}'], undone: ['已撤销', 'Undone'],
};

// Kinds of practices and of laws as the vocabulary names them; another kind is shown as it is.
const TYPES = {
  system: '制度', mechanism: '机制', programme: '项目', model: '模式', campaign: '行动', procedure: '程序', platform: '平台', service: '服务',
  'work method': '工作法', honour: '荣誉', list: '清单', 'activity day': '主题日', statute: '法律', 'local regulation': '地方性法规',
  'administrative regulation': '行政法规', 'judicial interpretation': '司法解释', opinion: '意见', 'departmental rule': '部门规章', 'local rule': '地方规章',
  'outline or plan': '纲要与规划', 'party regulation': '党内法规', 'joint party-state regulation': '党政联合发文', constitution: '宪法', other: '其他',
};
const typeWord = (type) => (language === 'en' ? type : TYPES[type] || type);

let language = 'zh';

function t(key, ...values) {
  const words = WORDS[key];
  const text = words ? words[language === 'en' ? 1 : 0] : key;
  return text.replace(/\{(\d)\}/g, (_, n) => String(values[n]));
}

// One name in the reader's language first; the other where there is one.
function nameOf(thing) {
  return language === 'en' && thing.english ? thing.english : thing.name;
}

function otherName(thing) {
  const other = language === 'en' ? thing.name : thing.english;
  return other && other !== nameOf(thing) ? other : '';
}
