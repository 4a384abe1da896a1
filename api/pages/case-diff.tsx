import { diffText } from './text-diff.ts';

/** One text after its changes: taken out struck through, put in underlined; or one side of it alone. */
export function Diff({ before, after, side }: { before: string; after: string; side?: 'before' | 'after' }) {
  return (
    <>
      {diffText(before, after).map(({ kind, text }) => {
        if (kind === 'gone') return side === 'after' ? null : <del>{text}</del>;
        if (kind === 'new') return side === 'before' ? null : <ins>{text}</ins>;
        return text;
      })}
    </>
  );
}
