import { TokenwrightError } from "@tokenwright/engine";
import fc from "fast-check";
import { expect, test } from "vitest";
import { importXmile } from "./import-xmile.js";
import { limits } from "./limits.js";
import { decodeXml, readXml } from "./read-xml.js";
import { writeXml } from "./write-xml.js";

function finding(action: () => unknown) {
  try {
    action();
  } catch (error) {
    if (error instanceof TokenwrightError) return error.diagnostics[0]!;
    throw error;
  }
  throw new Error("nothing was refused");
}

const laughs = `<?xml version="1.0"?>
<!DOCTYPE lolz [ <!ENTITY lol "lol"> ${Array.from({ length: 10 }, (_, at) => `<!ENTITY l${at} "${"&lol;".repeat(10)}">`).join(" ")} ]>
<xmile><header><name>&l9;</name></header></xmile>`;

test("a billion laughs are refused before one is told, and no entity of a file's own is expanded", () => {
  expect(finding(() => readXml(laughs, "a.xmile"))).toMatchObject({
    code: "xmile/doctype",
    place: { file: "a.xmile", line: 2 },
  });
  expect(finding(() => readXml("<xmile>\n\n&lol;</xmile>", "a.xmile"))).toMatchObject({
    code: "xmile/syntax",
    place: { line: 3 },
  });
});

test("an entity that would fetch a file is refused", () => {
  const text = '<!DOCTYPE x [<!ENTITY f SYSTEM "file:///etc/passwd">]><xmile>&f;</xmile>';
  expect(finding(() => readXml(text, "a.xmile")).code).toBe("xmile/doctype");
});

test("a hundred thousand levels are refused at the first too deep, with its line", () => {
  const text = "<a>\n".repeat(100_000);
  expect(finding(() => readXml(text, "a.xmile"))).toMatchObject({
    code: "xmile/too-deep",
    place: { line: limits.depth + 1 },
  });
  const deepest = `${"<a>".repeat(limits.depth)}${"</a>".repeat(limits.depth)}`;
  expect(readXml(deepest, "a.xmile").root.name).toBe("a");
});

test("what is too large is refused: attributes, texts, elements, files", () => {
  expect(finding(() => readXml(`<a b="${"x".repeat(limits.attributeCharacters + 1)}"/>`, "a.xmile")).code).toBe(
    "xmile/too-large",
  );
  expect(
    finding(() => readXml(`<a ${Array.from({ length: 300 }, (_, at) => `b${at}="1"`).join(" ")}/>`, "a.xmile")).code,
  ).toBe("xmile/too-large");
  expect(finding(() => readXml(`<a>${"x".repeat(limits.textCharacters + 1)}</a>`, "a.xmile")).code).toBe(
    "xmile/too-large",
  );
  expect(finding(() => readXml(`<a>${"<b/>".repeat(limits.elements)}</a>`, "a.xmile")).code).toBe("xmile/too-large");
  expect(finding(() => readXml(" ".repeat(limits.characters + 1), "a.xmile")).code).toBe("xmile/too-large");
});

test.each([
  ["<xmile><model></xmile>", 1],
  ["<xmile>\n<model>\n", 2],
  ["<xmile a=1/>", 1],
  ["plain text", 1],
  ["<xmile>\u0000</xmile>", 1],
  ["<a/>\n<b/>", 2],
])("what is not well-formed is refused with its line: %s", (text, line) => {
  expect(finding(() => readXml(text, "a.xmile"))).toMatchObject({
    code: "xmile/syntax",
    place: { file: "a.xmile", line },
  });
});

test("an empty file and a file of another kind are named", () => {
  expect(finding(() => readXml("  \n", "a.xmile")).code).toBe("xmile/empty");
  expect(finding(() => importXmile("<html/>", "a.xmile"))).toMatchObject({ code: "xmile/root", place: { line: 1 } });
  expect(finding(() => importXmile("<xmile><header/></xmile>", "a.xmile")).code).toBe("xmile/no-model");
});

test("bytes are read in the encoding the file declares, and refused when they are not in it", () => {
  const latin = Uint8Array.from(
    [...'<?xml version="1.0" encoding="ISO-8859-1"?><a>caf\u00e9</a>'].map((character) => character.charCodeAt(0)),
  );
  expect(readXml(decodeXml(latin, "a.xmile"), "a.xmile").root.text).toBe("café");
  expect(readXml(decodeXml(new TextEncoder().encode("\uFEFF<a>é</a>"), "a.xmile"), "a.xmile").root.text).toBe("é");
  const wide = Uint8Array.from([0xff, 0xfe, ...[..."<a>é</a>"].flatMap((character) => [character.charCodeAt(0), 0])]);
  expect(decodeXml(wide, "a.xmile")).toBe("<a>é</a>");
  expect(finding(() => decodeXml(Uint8Array.from([0x3c, 0x61, 0x3e, 0xe9, 0x3c]), "a.xmile"))).toMatchObject({
    code: "xmile/encoding",
    place: { file: "a.xmile" },
  });
  const unknown = new TextEncoder().encode('<?xml version="1.0" encoding="EBCDIC-37"?><a/>');
  expect(finding(() => decodeXml(unknown, "a.xmile")).message).toContain("ebcdic-37");
});

test("elements know their lines, whatever ends a line, and undeclared prefixes are read", () => {
  const { root } = readXml(
    "<a>\r\n<b\n  isee:x='1'>t</b>\r\n<!-- c -->\n<d><![CDATA[1 < 2]]> &amp;</d></a>",
    "a.xmile",
  );
  expect(root.children.map(({ name, line }) => [name, line])).toEqual([
    ["b", 2],
    ["d", 5],
  ]);
  expect(root.children[0]!.attributes.get("isee:x")).toBe("1");
  expect(root.children[1]!.text).toBe("1 < 2 &");
});

test("no text makes the reader fail otherwise than with a located finding", () => {
  const piece = fc.constantFrom(
    "<xmile>",
    "</xmile>",
    "<model>",
    "</model>",
    "<aux name='a'>",
    "</aux>",
    "<eqn>",
    "</eqn>",
    "1 + ",
    "&lt;",
    "&x;",
    "<!--",
    "-->",
    "<![CDATA[",
    "]]>",
    "<gf>",
    "<?x ?>",
    '"',
    "\u0001",
    "é",
  );
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 25 }), (pieces) => {
      try {
        importXmile(pieces.join(""), "a.xmile");
      } catch (error) {
        if (!(error instanceof TokenwrightError)) throw error;
        return error.code.startsWith("xmile/") && error.diagnostics[0]!.place?.file === "a.xmile";
      }
      return true;
    }),
    { numRuns: 3_000, seed: 11 },
  );
});

test("text written as XML is read back as it was", () => {
  fc.assert(
    fc.property(fc.string({ maxLength: 40, unit: "binary" }), (text) => {
      const clean = Array.from(text, (character) => {
        const code = character.codePointAt(0)!;
        return code < 32 || code === 127 || (code >= 0xd800 && code < 0xe000) || code === 0xfffe || code === 0xffff
          ? ""
          : character;
      }).join("");
      const { root } = readXml(writeXml({ name: "a", attributes: { b: clean }, content: `x${clean}` }), "a.xmile");
      return root.text === `x${clean}` && root.attributes.get("b") === clean;
    }),
    { numRuns: 500, seed: 3 },
  );
});

test("only a variable may lack its end tag: any other tag without one, and one too many, are refused with the place", () => {
  for (const text of [
    "<xmile><model><aux name='a'><eqn>1</aux></model></xmile>",
    "<xmile><model><variables><aux name='a'/></model></xmile>",
    "<xmile><model></aux></model></xmile>",
    "<xmile><model><aux name='a'></xmile></model>",
    "<xmile><model><aux name='a'>",
  ]) {
    expect(
      finding(() => importXmile(text, "a.xmile")),
      text,
    ).toMatchObject({ code: "xmile/syntax", place: { line: 1 } });
  }
});
