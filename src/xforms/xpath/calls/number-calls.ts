import { type Call, entry, type FunctionEntry, type FunctionTable } from '../call.ts';
import { toNumber } from '../values/value.ts';

/** Functions of numbers: XPath 1.0 section 4.4, ODK XForms "Number Functions". */
export const NUMBER_CALLS: FunctionTable = {
  number: entry(0, 1, (call) => (call.count === 0 ? toNumber([call.scope.node]) : call.number(0))),
  int: one(Math.trunc),
  floor: one(Math.floor),
  ceiling: one(Math.ceil),
  round: entry(1, 2, (call) => round(call)),
  abs: one(Math.abs),
  pow: entry(2, 2, (call) => call.number(0) ** call.number(1)),
  log: one(Math.log),
  log10: one(Math.log10),
  exp: one(Math.exp),
  exp10: one((value) => 10 ** value),
  sqrt: one(Math.sqrt),
  sin: one(Math.sin),
  cos: one(Math.cos),
  tan: one(Math.tan),
  asin: one(Math.asin),
  acos: one(Math.acos),
  atan: one(Math.atan),
  atan2: entry(2, 2, (call) => Math.atan2(call.number(0), call.number(1))),
  pi: entry(0, 0, () => Math.PI),
  random: entry(0, 0, (call) => call.scope.world.environment.random()),
};

function one(compute: (value: number) => number): FunctionEntry {
  return entry(1, 1, (call) => compute(call.number(0)));
}

/** Halves go away from zero where decimals are named, and up where they are not (XPath 1.0: "closest to positive infinity"). */
function round(call: Call): number {
  const value = call.number(0);
  if (call.count === 1) return Math.round(value);
  const factor = 10 ** Math.trunc(call.number(1));
  if (!Number.isFinite(value) || !Number.isFinite(factor)) return Number.isFinite(factor) ? value : Number.NaN;
  const shifted = Number((Math.abs(value) * factor).toPrecision(15));
  return (Math.sign(value) * Math.round(shifted)) / factor;
}
