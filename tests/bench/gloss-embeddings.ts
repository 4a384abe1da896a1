import { Embeddings } from '@langchain/core/embeddings';
import { glossVector } from '../../knowledge/search/gloss-vector.ts';
import { fold } from '../../knowledge/text/fold.ts';
import { glossTerms } from '../../knowledge/text/gloss.ts';
import { withoutFillers } from '../../knowledge/text/question-words.ts';

export const glossDimensions = 512;

const passageVector = (text: string): number[] => glossVector(glossTerms(text));
export const questionVector = (text: string): number[] => glossVector(glossTerms(withoutFillers(fold(text))));

/** The product's own embedded model, in LangChain's shape. */
export class GlossEmbeddings extends Embeddings {
  constructor() {
    super({});
  }
  async embedDocuments(texts: string[]): Promise<number[][]> {
    return texts.map(passageVector);
  }
  async embedQuery(text: string): Promise<number[]> {
    return questionVector(text);
  }
}
