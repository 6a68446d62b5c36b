/** Version of the tool, that of the package; a test holds them together. */
export const toolVersion = "0.1.0";
