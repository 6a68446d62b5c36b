/** All that a page needs: the engine and the library in one file. */
export * from "@tokenwright/engine";
export * from "@tokenwright/library";
