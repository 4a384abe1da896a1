/** What one document may cost. Beyond it the document is refused, and others go on. */
export const limits = {
  /** Files in a package. */
  entries: 10_000,
  /** Bytes of all parts of a package once unpacked, and of one part. */
  unpackedBytes: 200_000_000,
  partBytes: 100_000_000,
  /** Unpacked over packed, looked at beyond `ratioFromBytes`: text packs to a tenth, repetition to a thousandth. */
  ratio: 200,
  ratioFromBytes: 20_000_000,
  /** Elements of one XML part held as a tree, and how deep they nest. */
  elements: 1_000_000,
  depth: 200,
  sheets: 200,
  /** Cells and rows of all sheets together. */
  cells: 1_000_000,
  rows: 50_000,
  columns: 1_000,
  pages: 3_000,
  blocks: 100_000,
  passages: 5_000,
  timeMs: 60_000,
  heapMb: 768,
  /** Growth of the whole process while a document is read. */
  residentBytes: 1_500_000_000,
} as const;
