import loader from 'highs';

/** The package's types describe its CommonJS form; what Node loads for `import` is the loader itself. */
export const loadHighs = loader as unknown as typeof loader.default;
