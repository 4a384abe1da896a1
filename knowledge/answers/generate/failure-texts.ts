import type { Text } from '../../../core/language.ts';
import type { ChatFailureKind } from '../../../core/models/chat-model.ts';

/** Why an answer is not, or not only, the model's; shown with it. */
export type Degraded = Exclude<ChatFailureKind, 'stopped'> | 'unsupported' | 'unfinished' | 'restricted';

export const degradedTexts: Readonly<Record<Degraded, Text>> = {
  timeout: {
    'zh-TW': '語言模型回應太慢，以下由來源原句組成。',
    en: 'The language model was too slow; this answer is made of source sentences.',
  },
  silent: {
    'zh-TW': '語言模型沒有回應，以下由來源原句組成。',
    en: 'The language model did not respond; this answer is made of source sentences.',
  },
  unavailable: {
    'zh-TW': '語言模型暫時無法使用，以下由來源原句組成。',
    en: 'The language model is not available now; this answer is made of source sentences.',
  },
  busy: {
    'zh-TW': '等候語言模型的人太多，以下由來源原句組成。',
    en: 'Too many people are waiting for the language model; this answer is made of source sentences.',
  },
  resting: {
    'zh-TW': '語言模型連續失敗，暫停使用，以下由來源原句組成。',
    en: 'The language model failed repeatedly and is resting; this answer is made of source sentences.',
  },
  unsupported: {
    'zh-TW': '語言模型寫的內容未通過來源核對，改由來源原句組成。',
    en: 'What the language model wrote failed the check against the sources; source sentences are shown instead.',
  },
  unfinished: {
    'zh-TW': '語言模型沒有寫完，其餘由來源原句補上。',
    en: 'The language model did not finish; source sentences complete the answer.',
  },
  restricted: {
    'zh-TW': '這題涉及非公開內容，不交給外部的語言模型，由來源原句組成。',
    en: 'This question touches text that is not public and is not sent to the remote language model; the answer is made of source sentences.',
  },
};
