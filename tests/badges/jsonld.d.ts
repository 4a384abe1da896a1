/** The part of the package that the tests use; it comes without types. */
declare module 'jsonld' {
  interface Options {
    documentLoader(url: string): Promise<{ document: unknown; documentUrl: string; contextUrl: null }>;
    safe: boolean;
  }
  const jsonld: { expand(document: object, options: Options): Promise<object[]> };
  export default jsonld;
}
