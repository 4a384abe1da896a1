type Part = Readonly<Record<string, unknown>>;

const element = ['id', 'isVisible', 'spacing', 'separator', 'height'];
const block = [...element, 'style', 'bleed', 'minHeight', 'verticalContentAlignment'];
const anInput = [...element, 'label', 'isRequired', 'errorMessage'];
const anAction = ['title', 'iconUrl', 'id', 'style', 'tooltip', 'isEnabled', 'mode'];

/** Adaptive Cards 1.5: what each element and action may hold. */
const properties: Readonly<Record<string, readonly string[]>> = {
  TextBlock: [
    ...element,
    ...['text', 'wrap', 'weight', 'size', 'color', 'isSubtle', 'horizontalAlignment', 'maxLines', 'style'],
    'fontType',
  ],
  Image: [...element, 'url', 'altText', 'size', 'width', 'horizontalAlignment', 'style'],
  Container: [...block, 'items'],
  ColumnSet: [...block, 'columns', 'horizontalAlignment'],
  Column: [...block, 'items', 'width'],
  FactSet: [...element, 'facts'],
  ActionSet: [...element, 'actions', 'horizontalAlignment'],
  'Input.Text': [...anInput, 'value', 'isMultiline', 'maxLength', 'placeholder', 'style', 'regex'],
  'Input.ChoiceSet': [...anInput, 'value', 'choices', 'style', 'isMultiSelect', 'placeholder', 'wrap'],
  'Input.Date': [...anInput, 'value', 'min', 'max', 'placeholder'],
  'Input.Toggle': [...anInput, 'value', 'title', 'valueOn', 'valueOff', 'wrap'],
  'Action.Execute': [...anAction, 'verb', 'data', 'associatedInputs'],
  'Action.Submit': [...anAction, 'data', 'associatedInputs'],
  'Action.OpenUrl': [...anAction, 'url'],
  'Action.ToggleVisibility': [...anAction, 'targetElements'],
};
const cardProperties = [
  'type',
  '$schema',
  'version',
  'body',
  'actions',
  'fallbackText',
  'msteams',
  'lang',
  'speak',
];

const children = ['body', 'items', 'columns', 'actions'] as const;

/** Teams shows this many buttons of one set. */
const maxButtons = 6;

function partsOf(part: Part): Part[] {
  const own = children.flatMap((name) => (part[name] as Part[] | undefined) ?? []);
  return own.flatMap((one) => [one, ...partsOf(one)]);
}

function faultsOf(part: Part, ids: ReadonlySet<unknown>): string[] {
  const type = String(part.type);
  const known = properties[type];
  if (!known) return [`${type} is none of Adaptive Cards 1.5`];
  const faults = Object.keys(part)
    .filter((name) => name !== 'type' && !known.includes(name))
    .map((name) => `${type} has no ${name}`);
  const wants = (holds: boolean, what: string) => holds || faults.push(`${type} ${what}`);
  if (type === 'TextBlock') {
    wants(typeof part.text === 'string' && part.text.trim() !== '', 'without text');
    wants(!/<at\b/i.test(String(part.text)), 'with a mention');
  }
  if (type.startsWith('Action.'))
    wants(typeof part.title === 'string' && part.title !== '', 'without a title');
  if (type === 'Action.Execute') wants(typeof part.verb === 'string', 'without a verb');
  if (type === 'Action.OpenUrl') wants(/^https?:\/\//.test(String(part.url)), 'without an address');
  if (type === 'ActionSet')
    wants((part.actions as Part[]).length <= maxButtons, `with over ${maxButtons} buttons`);
  if (type === 'Action.ToggleVisibility')
    wants(
      (part.targetElements as unknown[]).every((id) => ids.has(id)),
      'of something that is not there',
    );
  if (type.startsWith('Input.')) {
    wants(typeof part.id === 'string', 'without an id');
    wants(typeof part.label === 'string', 'without a label');
    wants(!part.isRequired || typeof part.errorMessage === 'string', 'required without saying so');
    wants(type !== 'Input.ChoiceSet' || (part.choices as Part[]).length > 0, 'without choices');
  }
  return faults;
}

/** What is wrong with a card; [] is right. @param still a card behind a citation, which may hold no buttons */
export function cardFaults(content: unknown, still = false): string[] {
  const card = content as Part;
  if (card?.type !== 'AdaptiveCard') return ['not an AdaptiveCard'];
  const parts = partsOf(card);
  const ids = parts.map(({ id }) => id).filter((id) => id !== undefined);
  return [
    ...(card.version === '1.5' ? [] : [`version ${String(card.version)}`]),
    ...Object.keys(card)
      .filter((name) => !cardProperties.includes(name))
      .map((name) => `a card has no ${name}`),
    ...(parts.length === 0 ? ['an empty card'] : []),
    ...(new Set(ids).size === ids.length ? [] : ['two elements with one id']),
    ...parts.flatMap((part) => faultsOf(part, new Set(ids))),
    ...(still && parts.some(({ type }) => /^(Action|Input)/.test(String(type)))
      ? ['buttons in a citation']
      : []),
  ];
}
