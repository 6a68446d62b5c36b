import * as rational from "../base/rational.js";
import type { NodeId } from "./graph.js";
import { opensWith } from "./lower-memory.js";
import { type Call, type Lower, number, type Rule } from "./rule.js";
import { type Lowered, requireCondition, type Scope, unify } from "./typed.js";

/**
 * Conditions with memory. Each sees the condition of its own step; what it remembers changes between steps, in
 * whole steps also where flows pass continuously.
 */

const zero = (scope: Scope) => scope.builder.constant(rational.zero);

/** 0, for every agent where one of these has a value for each. */
function zeroFor(nodes: readonly NodeId[], scope: Scope): NodeId {
  return opensWith(zero(scope), nodes, scope);
}

function condition(call: Call, position: number, scope: Scope, lower: Lower): NodeId {
  const from = call.arguments[position]!;
  const value = lower(from, scope);
  requireCondition(value, from, scope, call.name);
  return value.node;
}

/** Whether the condition has held at some step before this one. */
function heldBefore(node: NodeId, scope: Scope): NodeId {
  return scope.carry(`ever ${node}`, zeroFor([node], scope), (before) => scope.builder.make("or", before, node));
}

export const eventRules: Readonly<Record<string, Rule>> = {
  latch: (call, scope, lower) => {
    const { builder } = scope;
    const set = condition(call, 0, scope, lower);
    const reset = condition(call, 1, scope, lower);
    const isOn = (before: NodeId) => builder.make("and", builder.make("or", before, set), builder.make("not", reset));
    const before = scope.carry(`latch ${set} ${reset}`, zeroFor([set, reset], scope), isOn);
    return { node: isOn(before), type: { kind: "condition" } };
  },
  ever: (call, scope, lower) => {
    const node = condition(call, 0, scope, lower);
    return { node: scope.builder.make("or", heldBefore(node, scope), node), type: { kind: "condition" } };
  },
  once: (call, scope, lower) => {
    const { builder } = scope;
    const node = condition(call, 0, scope, lower);
    const isNew = builder.make("not", heldBefore(node, scope));
    return { node: builder.make("and", isNew, node), type: { kind: "condition" } };
  },
  since: (call, scope, lower) => {
    const { builder } = scope;
    const node = condition(call, 0, scope, lower);
    const type = { kind: "number", dimension: scope.scale.time } as const;
    const from = call.arguments[1];
    const first: Lowered = from === undefined ? { node: zero(scope), type } : number(from, scope, lower, call.name);
    if (from !== undefined)
      unify({ node: first.node, type }, first, from.at, scope, "a time and the second argument of since");
    const elapsed = (before: NodeId) => builder.make("select", node, zero(scope), before);
    const before = scope.carry(`since ${node}`, opensWith(first.node, [node], scope), (known) =>
      builder.make("add", elapsed(known), builder.constant(scope.scale.dt)),
    );
    return { node: elapsed(before), type };
  },
  heldFor: (call, scope, lower) => {
    const { builder } = scope;
    const node = condition(call, 0, scope, lower);
    const length = (before: NodeId) =>
      builder.make("select", node, builder.make("add", before, builder.constant(scope.scale.dt)), zero(scope));
    return {
      node: length(scope.carry(`heldFor ${node}`, zeroFor([node], scope), length)),
      type: { kind: "number", dimension: scope.scale.time },
    };
  },
};
