/** The part of the HTML parser's tree that the reader looks at. */
declare module '@mixmark-io/domino' {
  export interface DomNode {
    readonly nodeType: number;
    readonly nodeName: string;
    readonly nodeValue: string | null;
    readonly textContent: string;
    readonly childNodes: ArrayLike<DomNode>;
    readonly firstChild: DomNode | null;
    readonly nextSibling: DomNode | null;
    getAttribute(name: string): string | null;
  }
  interface DomDocument {
    readonly body: DomNode;
    readonly title: string;
    readonly documentElement: DomNode;
  }
  const domino: { createDocument(html: string): DomDocument };
  export default domino;
}
