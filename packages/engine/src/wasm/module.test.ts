import { expect, test } from "vitest";
import { ByteWriter } from "./bytes.js";
import { type HostFunction, hasVectors, machine } from "./machine.js";
import { HOST, MEMORY, ModuleBuilder } from "./module.js";

const platform = machine()!;

function instantiate(builder: ModuleBuilder, functions: Record<string, HostFunction> = {}) {
  const bytes = builder.toBytes();
  expect(platform.validate(bytes)).toBe(true);
  const memory = new platform.Memory({ initial: 1 });
  const instance = new platform.Instance(new platform.Module(bytes), { [HOST]: { ...functions, [MEMORY]: memory } });
  return { memory, exports: instance.exports as Record<string, HostFunction> };
}

test("numbers are written in LEB128 as the specification's examples show", () => {
  const writer = new ByteWriter();
  writer.unsigned(624485);
  writer.signed(-123456);
  writer.signed(63);
  writer.signed(64);
  writer.signed(-64);
  writer.signed(-65);
  writer.unsigned(4294967295);
  expect([...writer.view()]).toEqual([
    ...[0xe5, 0x8e, 0x26, 0xc0, 0xbb, 0x78, 0x3f, 0xc0, 0x00, 0x40, 0xbf, 0x7f],
    ...[0xff, 0xff, 0xff, 0xff, 0x0f],
  ]);
});

test("a function with a loop, locals and a host call runs", () => {
  const builder = new ModuleBuilder();
  const told = builder.importFunction("tell", ["i32"]);
  const { code } = builder.addFunction(["i32"], ["i32"], "sum");
  const sum = code.local("i32");
  code.block().get(0).op("i32Eqz").branchIf(0);
  code.loop();
  code.get(sum).get(0).op("i32Add").set(sum);
  code.get(0).i32(1).op("i32Subtract").tee(0).branchIf(0);
  code.end().end();
  code.get(sum).call(told).get(sum);
  const heard: number[] = [];
  const { exports } = instantiate(builder, {
    tell: (value) => {
      heard.push(value!);
      return undefined;
    },
  });
  expect([exports["sum"]!(100), exports["sum"]!(0), exports["sum"]!(1000)]).toEqual([5050, 0, 500500]);
  expect(heard).toEqual([5050, 0, 500500]);
});

test("vectors are loaded, shuffled, computed and stored", () => {
  expect(hasVectors()).toBe(true);
  const builder = new ModuleBuilder();
  const { code } = builder.addFunction(["i32"], [], "swapAndScale");
  const kept = code.local("v128");
  code.get(0).vectorMemory("load", 0).set(kept);
  code.get(0);
  code.get(kept).get(kept).shuffle([8, 9, 10, 11, 12, 13, 14, 15, 0, 1, 2, 3, 4, 5, 6, 7]);
  code.f64(2.5).vector("f64x2Splat").vector("f64x2Multiply");
  code.vectorMemory("store", 16);
  const { exports, memory } = instantiate(builder);
  const numbers = new Float64Array(memory.buffer);
  numbers.set([3, -7], 4);
  exports["swapAndScale"]!(32);
  expect([...numbers.subarray(4, 8)]).toEqual([3, -7, -17.5, 7.5]);
});
