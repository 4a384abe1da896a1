/** A block or element as it arrives: whatever the caller sent. */
// biome-ignore lint/suspicious/noExplicitAny: what is checked here has no shape yet
export type Block = Record<string, any> & { type: string };

type Check = (block: Block) => string[];

const long = (what: string, text: unknown, max: number): string[] => {
  if (typeof text !== 'string' || text.length === 0) return [`${what} is missing`];
  return text.length > max ? [`${what} has ${text.length} of at most ${max} characters`] : [];
};

const optional = (what: string, text: unknown, max: number) =>
  text === undefined ? [] : long(what, text, max);

const many = (what: string, list: unknown, max: number, min = 1): string[] => {
  if (!Array.isArray(list) || list.length < min) return [`${what} has fewer than ${min}`];
  return list.length > max ? [`${what} has ${list.length} of at most ${max}`] : [];
};

const each = (list: unknown, check: (one: Block) => string[]): string[] =>
  Array.isArray(list) ? list.flatMap(check) : [];

function textObject(what: string, object: Block | undefined, max: number, only?: 'plain_text'): string[] {
  if (!object) return [`${what} is missing`];
  if (only && object.type !== only) return [`${what} must be ${only}`];
  if (!['plain_text', 'mrkdwn'].includes(object.type)) return [`${what} has a wrong type`];
  return long(what, object.text, max);
}

const options = (what: string, list: unknown): string[] => [
  ...many(`${what} options`, list, 100),
  ...each(list, (option) => [
    ...textObject(`${what} option`, option.text, 75, 'plain_text'),
    ...long(`${what} option value`, option.value, 150),
  ]),
];

function button(element: Block): string[] {
  return [
    ...textObject('button text', element.text, 75, 'plain_text'),
    ...optional('button value', element.value, 2_000),
    ...optional('button url', element.url, 3_000),
    ...optional('button accessibility_label', element.accessibility_label, 75),
    ...(element.style !== undefined && !['primary', 'danger'].includes(element.style)
      ? ['button style']
      : []),
  ];
}

const elements: Record<string, Check> = {
  button,
  static_select: (one) => options('select', one.options),
  multi_static_select: (one) => options('select', one.options),
  radio_buttons: (one) => [...options('radio', one.options), ...many('radio options', one.options, 10)],
  checkboxes: (one) => [
    ...options('checkboxes', one.options),
    ...many('checkboxes options', one.options, 10),
  ],
  datepicker: (one) =>
    one.initial_date === undefined || /^\d{4}-\d\d-\d\d$/.test(one.initial_date) ? [] : ['datepicker date'],
  plain_text_input: (one) => [
    ...(one.max_length !== undefined && (one.max_length < 1 || one.max_length > 3_000)
      ? ['input max_length']
      : []),
    ...(one.initial_value !== undefined && one.initial_value.length > (one.max_length ?? 3_000)
      ? ['input initial_value is longer than allowed']
      : []),
  ],
  feedback_buttons: (one) =>
    [one.positive_button, one.negative_button].flatMap((half) => [
      ...textObject('feedback text', half?.text, 75, 'plain_text'),
      ...long('feedback value', half?.value, 2_000),
      ...optional('feedback accessibility_label', half?.accessibility_label, 75),
    ]),
};

function element(allowed: readonly string[]): Check {
  return (one) => {
    const check = elements[one.type];
    if (!check || !allowed.includes(one.type)) return [`${one.type} is not allowed here`];
    return [...check(one), ...optional('action_id', one.action_id, 255)];
  };
}

/** Both what the documentation lists and what the live check is known to take. */
const children = ['divider', 'image', 'section', 'actions', 'video', 'header', 'context', 'table'];

const blocks: Record<string, Check> = {
  markdown: (one) => long('markdown', one.text, 12_000),
  section: (one) => [
    ...(one.text || !one.fields ? textObject('section', one.text, 3_000) : []),
    ...(one.fields ? many('fields', one.fields, 10) : []),
    ...each(one.fields, (field) => textObject('field', field, 2_000)),
    ...(one.accessory ? element(['button', 'static_select'])(one.accessory) : []),
  ],
  header: (one) => textObject('header', one.text, 150, 'plain_text'),
  divider: () => [],
  context: (one) => [
    ...many('context', one.elements, 10),
    ...each(one.elements, (part) => (part.type === 'image' ? [] : textObject('context', part, 3_000))),
  ],
  actions: (one) => [
    ...many('actions', one.elements, 25),
    ...each(one.elements, element(['button', 'static_select', 'datepicker'])),
  ],
  context_actions: (one) => [
    ...many('context_actions', one.elements, 5),
    ...each(one.elements, element(['feedback_buttons'])),
  ],
  container: (one) => [
    ...textObject('container title', one.title, 150, 'plain_text'),
    ...(one.subtitle ? textObject('container subtitle', one.subtitle, 150) : []),
    ...many('container children', one.child_blocks, 10),
    ...each(one.child_blocks, (child) =>
      children.includes(child.type) ? checkBlock(child) : [`${child.type} inside a container`],
    ),
    ...(one.default_collapsed && !one.is_collapsible ? ['default_collapsed needs is_collapsible'] : []),
  ],
  image: (one) => [
    ...long('alt_text', one.alt_text, 2_000),
    ...(one.image_url ? optional('image_url', one.image_url, 3_000) : []),
    ...(one.image_url || one.slack_file ? [] : ['image has no picture']),
  ],
  input: (one) => [
    ...textObject('label', one.label, 2_000, 'plain_text'),
    ...(one.hint ? textObject('hint', one.hint, 2_000, 'plain_text') : []),
    ...element([
      'plain_text_input',
      'static_select',
      'multi_static_select',
      'radio_buttons',
      'checkboxes',
      'datepicker',
    ])(one.element),
  ],
};

function checkBlock(block: Block): string[] {
  const check = blocks[block.type];
  if (!check) return [`unknown block ${block.type}`];
  return [...check(block), ...optional('block_id', block.block_id, 255)];
}

const repeated = (ids: readonly unknown[]) => {
  const given = ids.filter(Boolean);
  return new Set(given).size < given.length ? ['a block_id is used twice'] : [];
};

/** What is wrong with the blocks of a message (50) or of a modal (100); [] when Slack would take them. */
export function checkBlocks(list: readonly Block[], max = 50): string[] {
  const markdown = list
    .filter(({ type }) => type === 'markdown')
    .reduce((sum, { text }) => sum + text.length, 0);
  return [
    ...(list.length > max ? [`${list.length} of at most ${max} blocks`] : []),
    ...(markdown > 12_000 ? [`${markdown} of at most 12000 characters in markdown blocks`] : []),
    ...repeated(list.map(({ block_id }) => block_id)),
    ...list.flatMap(checkBlock),
    ...(max === 50 && list.some(({ type }) => type === 'input') ? ['input in a message'] : []),
  ];
}

/** What is wrong with a modal. */
export function checkView(view: Block): string[] {
  const inputs = (view.blocks ?? []).filter(({ type }: Block) => type === 'input');
  return [
    ...(view.type === 'modal' ? [] : ['view type']),
    ...textObject('title', view.title, 24, 'plain_text'),
    ...(view.submit ? textObject('submit', view.submit, 24, 'plain_text') : []),
    ...(view.close ? textObject('close', view.close, 24, 'plain_text') : []),
    ...(inputs.length > 0 && !view.submit ? ['a modal with inputs needs submit'] : []),
    ...(view.private_metadata ? long('private_metadata', view.private_metadata, 3_000) : []),
    ...optional('callback_id', view.callback_id, 255),
    ...many('blocks', view.blocks, 100),
    ...(Buffer.byteLength(JSON.stringify(view)) > 250_000 ? ['view is larger than 250 KB'] : []),
    ...((view.blocks ?? []).some(({ type }: Block) =>
      ['markdown', 'container', 'context_actions'].includes(type),
    )
      ? ['a block that belongs in messages only']
      : []),
    ...checkBlocks(view.blocks ?? [], 100),
  ];
}
