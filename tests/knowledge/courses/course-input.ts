/** What an author hands over, two hours in all. */
export function courseInput({ readings, ...fields }: Record<string, unknown> = {}): Record<string, unknown> {
  const text = (zh: string, en: string) => ({ 'zh-TW': zh, en });
  return {
    title: text('驗收項目怎麼寫', 'Writing acceptance items'),
    aim: text('能寫出可量測的驗收項目。', 'Write acceptance items that can be measured.'),
    levels: ['mid'],
    develops: [{ competency: '服務驗收', level: 'mid', from: 0, to: 1 }],
    parts: {
      readings: readings ?? [
        {
          caseId: 'tw-customs-ai-xray',
          minutes: 20,
          why: text('看成效怎麼量。', 'See how effect is measured.'),
        },
      ],
      task: { text: text('寫出五項驗收項目。', 'Write five acceptance items.'), minutes: 80 },
      check: { kind: 'sign-off', text: text('由同事核對。', 'A colleague checks them.'), minutes: 20 },
    },
    ...fields,
  };
}
