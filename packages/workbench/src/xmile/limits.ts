/** Bounds on a file from outside, all held before anything is built from it. */
export const limits = {
  /** UTF-16 units of the file; the largest public models are about 3 million with their diagrams. */
  characters: 20_000_000,
  depth: 64,
  elements: 500_000,
  attributesOfElement: 200,
  /** Stella signs a file by repeating all equations in one attribute. */
  attributeCharacters: 1_000_000,
  /** Text directly inside one element: an equation, a list of points, a documentation. */
  textCharacters: 1_000_000,
  equationCharacters: 100_000,
  equationDepth: 200,
  /** Operators of one equation, which chains make as many levels deep. */
  equationOperators: 2_000,
  /** Nodes of a translated equation with its macros written out; the longest text of the model language has fewer. */
  translatedNodes: 20_000,
  elementsOfDimension: 2_000,
  /** Elements of all dimensions of one variable together. */
  elementsOfVariable: 10_000,
  /** Elements an aggregate or a computed subscript is written out over. */
  writtenOut: 500,
  /** Modules inside modules. */
  nesting: 20,
  /** Macros inside macros, and uses of a macro by itself. */
  macroDepth: 60,
  modules: 2_000,
  /** Uses of macros, macros inside macros included. */
  macroUses: 20_000,
  /** Parts of equations that are worked out inside macros. */
  macroSteps: 150_000,
  /** Variables after modules and macros are written out. */
  variables: 50_000,
} as const;
