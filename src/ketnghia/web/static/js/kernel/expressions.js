/** Twin of rulebook/expressions.py: the same CEL text, the same functions, numbers as doubles. */

import { Environment } from "../../vendor/cel-js/lib/index.js";

const FUNCTIONS = ["blank", "count", "filled", "max", "min", "sum", "value"];
const METHODS = new Set([
  "all", "exists", "exists_one", "map", "startsWith", "endsWith", "contains",
]);
const TOKEN = new RegExp(
  [
    String.raw`(?<text>"(?:\\.|[^"\\])*"|'(?:\\.|[^'\\])*')`,
    String.raw`(?<foreign>\bhas(?=\s*\()|\.\s*(?:sum|count|filled|value|min|max|filter)(?=\s*\())`,
    String.raw`(?<branch>[?:]\s*null\b)`,
    String.raw`(?<reserved>(?<![\w.])(?:list|map|u?int|double|string|bool|bytes|type|null_type|google`,
    String.raw`optional|cel)\b(?!\s*\())`,
    String.raw`(?<name>[A-Za-z_]\w*)|(?<index>(?<=[\w)\]])\[\s*\d+\s*\])`,
    String.raw`(?<real>\d+\.\d+(?:[eE][+-]?\d+)?)|(?<whole>\d+\w*)`,
  ].join("|"),
  "g",
);

const SYNTAX = "Biểu thức sai cú pháp, chưa đọc được. Kiểm tra dấu ngoặc, dấu nháy và phép tính.";
const NULL_BRANCH = "Trong phép chọn «? :», viết blank() thay cho null.";
const MISSING = "Biểu thức đọc một ô không có trong số liệu. Kiểm tra tên ô.";
const EVALUATION =
  "Biểu thức không tính được: có ô còn trống hoặc khác kiểu. " +
  "Dùng value(ô) để lấy số, filled(ô) để hỏi ô đã ghi chưa.";
const MISSING_CODES = new Set(["unknown_variable", "no_such_key"]);

/** code: syntax, whole-number, null-branch, reserved-name, unknown-function, missing or evaluation. */
export class ExpressionError extends Error {
  constructor(code, message, cause) {
    super(message, { cause });
    this.code = code;
  }
}

const unknown = (name) =>
  new ExpressionError(
    "unknown-function",
    `Biểu thức gọi hàm «${name}» không có. Các hàm dùng được: ${FUNCTIONS.join(", ")}; ` +
      "với danh sách: map, all, exists, exists_one; với chữ: startsWith, endsWith, contains.",
  );

function number(item) {
  if (typeof item === "number") return item;
  throw new TypeError(`${item} is not a number`);
}

const value = (item) => (item === null ? 0 : number(item));

const environment = new Environment({ unlistedVariablesAreDyn: true })
  .registerFunction("blank(): dyn", () => null)
  .registerFunction("sum(list): double", (items) => items.reduce((total, item) => total + value(item), 0))
  .registerFunction("count(list): double", (items) => items.length)
  .registerFunction("filled(dyn): bool", (item) => item !== null && item !== "" && item?.length !== 0)
  .registerFunction("value(dyn): double", value)
  .registerFunction("min(dyn, dyn): double", (left, right) => Math.min(number(left), number(right)))
  .registerFunction("max(dyn, dyn): double", (left, right) => Math.max(number(left), number(right)));

/** What CEL is given for a value of the page. */
function enter(item) {
  if (item === undefined || item === null) return null;
  if (typeof item === "bigint") return Number(item);
  if (Array.isArray(item)) return item.map(enter);
  if (typeof item !== "object") return item;
  return Object.fromEntries(Object.entries(item).map(([key, part]) => [key, enter(part)]));
}

function refuseForeignTokens(text) {
  for (const { groups } of text.matchAll(TOKEN)) {
    const { whole, foreign, branch, reserved } = groups;
    if (whole) {
      throw new ExpressionError(
        "whole-number",
        `Biểu thức có số «${whole}» viết thiếu phần thập phân. Viết «${whole}.0».`,
      );
    }
    if (branch) throw new ExpressionError("null-branch", NULL_BRANCH);
    if (reserved) {
      const message = `Tên «${reserved}» là từ riêng của ngôn ngữ biểu thức. Đặt tên ô khác.`;
      throw new ExpressionError("reserved-name", message);
    }
    if (foreign) throw unknown(foreign);
  }
}

function refuseUnknownCalls(node) {
  if (Array.isArray(node)) node.forEach(refuseUnknownCalls);
  if (!node?.op) return;
  if (node.op === "%") throw unknown("_%_");
  const [name] = node.op === "call" || node.op === "rcall" ? node.args : [];
  const known = node.op === "call" ? FUNCTIONS.includes(name) : METHODS.has(name);
  if (name !== undefined && !known) throw unknown(name);
  refuseUnknownCalls(node.args);
}

/** The variables of one evaluation: build once, evaluate many expressions over it. */
export class Variables {
  constructor(variables) {
    this.entered = enter(variables);
  }

  set(name, item) {
    this.entered[name] = enter(item);
  }
}

function finish(result) {
  if (typeof result === "number") return Number.isFinite(result) ? result : null;
  if (result === null || typeof result === "boolean" || typeof result === "string") return result;
  throw new ExpressionError("evaluation", EVALUATION);
}

function evaluate(program, variables) {
  const { entered } = variables instanceof Variables ? variables : new Variables(variables);
  let result;
  try {
    result = program(entered);
  } catch (problem) {
    if (MISSING_CODES.has(problem.code)) throw new ExpressionError("missing", MISSING, problem);
    throw new ExpressionError("evaluation", EVALUATION, problem);
  }
  return finish(result);
}

const compiled = new Map();

/** Compile once per text: {text, evaluate(variables)}. Throws ExpressionError. */
export function compileExpression(text) {
  if (!compiled.has(text)) {
    refuseForeignTokens(text);
    let program;
    try {
      program = environment.parse(text);
    } catch (problem) {
      throw new ExpressionError("syntax", SYNTAX, problem);
    }
    refuseUnknownCalls(program.ast);
    compiled.set(text, { text, evaluate: (variables) => evaluate(program, variables) });
  }
  return compiled.get(text);
}
