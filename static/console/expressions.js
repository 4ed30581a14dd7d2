// Reads the expressions in the attributes of unfold's pages, in place of Alpine's own reader, which makes code of
// text and would need `unsafe-eval`. It understands what those attributes use and nothing more: values, members,
// calls, assignments, operators, `a ? b : c`, `if (a) b else c`, `a => b` and `a; b`. It reaches the page's own data and a
// few globals, never a window, a document, a function's constructor or an object's prototype.
"use strict";

(() => {
  const GLOBALS = ["theme", "searchForm", "searchDropdown", "searchCommand", "sortRecords", "moveRecords",
    "getCurrentTab", "localStorage"];
  const FORBIDDEN = new Set(["constructor", "__proto__", "prototype", "__defineGetter__", "__defineSetter__"]);
  // What may be set on something that is not the page's own data: a field's text, and where a link leads.
  const SETTABLE = new Set(["value", "href"]);
  const CONSTANTS = new Map([["true", true], ["false", false], ["null", null], ["undefined", undefined]]);
  const TOKEN = /\s*(?:(\d+(?:\.\d+)?)|('(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*")|([A-Za-z_$][\w$]*)|(=>|===|!==|==|!=|<=|>=|&&|\|\||\?\?|[-+*/%<>=!?:;,.()[\]{}]))/y;
  const BINARY = [
    { "||": (a, b) => a() || b(), "??": (a, b) => a() ?? b() },
    { "&&": (a, b) => a() && b() },
    { "===": (a, b) => a() === b(), "!==": (a, b) => a() !== b(), "==": (a, b) => a() == b(), "!=": (a, b) => a() != b() },
    { "<": (a, b) => a() < b(), ">": (a, b) => a() > b(), "<=": (a, b) => a() <= b(), ">=": (a, b) => a() >= b() },
    { "+": (a, b) => a() + b(), "-": (a, b) => a() - b() },
    { "*": (a, b) => a() * b(), "/": (a, b) => a() / b(), "%": (a, b) => a() % b() },
  ];

  function tokens(text) {
    const found = [];
    TOKEN.lastIndex = 0;
    while (text.slice(TOKEN.lastIndex).trim()) {
      const at = TOKEN.lastIndex;
      const match = TOKEN.exec(text);
      if (!match) throw new SyntaxError(`cannot read "${text.slice(at)}"`);
      const [, number, string, name, mark] = match;
      if (number !== undefined) found.push({ kind: "value", value: Number(number) });
      else if (string !== undefined) found.push({ kind: "value", value: unquoted(string) });
      else found.push({ kind: name ? "name" : "mark", text: name ?? mark });
    }
    return found;
  }

  const unquoted = (string) =>
    string.slice(1, -1).replace(/\\(.)/g, (_, letter) => ({ n: "\n", t: "\t" })[letter] ?? letter);

  // The text as a function of a scope. Each part is such a function; what can be set is `{ get, set, owner }`.
  function compile(text) {
    const list = tokens(text);
    let at = 0;

    const is = (mark) => at < list.length && list[at].kind !== "value" && list[at].text === mark;
    const take = (mark) => is(mark) && ++at > 0;
    const expect = (mark) => {
      if (!take(mark)) throw new SyntaxError(`"${mark}" expected in "${text}"`);
    };

    function statements(end) {
      const parts = [];
      while (at < list.length && !is(end)) {
        if (!take(";")) parts.push(statement());
      }
      return (scope) => parts.reduce((_, part) => part(scope), undefined);
    }

    function statement() {
      if (!take("if")) return expression().get;
      expect("(");
      const condition = expression().get;
      expect(")");
      const then = branch();
      take(";");
      const otherwise = take("else") ? branch() : () => undefined;
      return (scope) => (condition(scope) ? then(scope) : otherwise(scope));
    }

    function branch() {
      if (!take("{")) return statement();
      const inner = statements("}");
      expect("}");
      return inner;
    }

    function expression() {
      const target = choice();
      if (!take("=")) return target;
      if (!target.set) throw new SyntaxError(`nothing to assign to in "${text}"`);
      const value = expression().get;
      return { get: (scope) => target.set(scope, value(scope)) };
    }

    function choice() {
      const condition = binary(0);
      if (!take("?")) return condition;
      const then = expression().get;
      expect(":");
      const otherwise = expression().get;
      return { get: (scope) => (condition.get(scope) ? then(scope) : otherwise(scope)) };
    }

    function binary(level) {
      if (level === BINARY.length) return unary();
      let left = binary(level + 1);
      while (at < list.length && list[at].kind === "mark" && list[at].text in BINARY[level]) {
        const operate = BINARY[level][list[at++].text];
        const first = left.get;
        const second = binary(level + 1).get;
        left = { get: (scope) => operate(() => first(scope), () => second(scope)) };
      }
      return left;
    }

    function unary() {
      if (take("!")) {
        const inner = unary().get;
        return { get: (scope) => !inner(scope) };
      }
      if (take("-")) {
        const inner = unary().get;
        return { get: (scope) => -inner(scope) };
      }
      return members(primary());
    }

    function members(inner) {
      if (take(".")) return members(member(inner.get, nameHere()));
      if (take("[")) {
        const index = expression().get;
        expect("]");
        return members(member(inner.get, index));
      }
      return take("(") ? members(call(inner, series(")"))) : inner;
    }

    function nameHere() {
      const token = list[at++];
      if (token?.kind !== "name") throw new SyntaxError(`a name expected in "${text}"`);
      return () => token.text;
    }

    function series(end) {
      const parts = [];
      while (!take(end)) {
        parts.push(expression().get);
        if (!is(end)) expect(",");
      }
      return parts;
    }

    function primary() {
      const token = list[at++];
      if (!token) throw new SyntaxError(`"${text}" ends too early`);
      if (token.kind === "value") return { get: () => token.value };
      if (token.kind === "name") return take("=>") ? arrow(token.text) : variable(token.text);
      if (token.text === "(") {
        const inner = expression();
        expect(")");
        return { get: inner.get };
      }
      if (token.text === "[") {
        const parts = series("]");
        return { get: (scope) => parts.map((part) => part(scope)) };
      }
      if (token.text === "{") return object();
      throw new SyntaxError(`"${token.text}" not expected in "${text}"`);
    }

    function arrow(parameter) {
      allowed(parameter);
      const body = expression().get;
      return { get: (scope) => (value) => body(Alpine.mergeProxies([{ [parameter]: value }, scope])) };
    }

    function object() {
      const entries = [];
      while (!take("}")) {
        const token = list[at++];
        const name = String(token?.kind === "value" ? token.value : token?.text);
        allowed(name);
        entries.push([name, take(":") ? expression().get : variable(name).get]);
        if (!is("}")) expect(",");
      }
      return { get: (scope) => Object.fromEntries(entries.map(([name, value]) => [name, value(scope)])) };
    }

    const whole = statements("end of text");
    if (at < list.length) throw new SyntaxError(`cannot read all of "${text}"`);
    return whole;
  }

  function variable(name) {
    if (CONSTANTS.has(name)) return { get: () => CONSTANTS.get(name) };
    allowed(name);
    return {
      get: (scope) => (name in scope ? safe(scope[name]) : global(name)),
      set: (scope, value) => (scope[name] = value),
      owner: (scope) => (name in scope ? scope : undefined),
    };
  }

  function global(name) {
    if (name === "window") return { location: window.location };
    if (!GLOBALS.includes(name)) throw new ReferenceError(`there is no ${name} here`);
    // Functions of unfold's script are globals; its constants are known by name only.
    return name === "moveRecords" ? moveRecords : window[name];
  }

  function member(inner, name) {
    return {
      get: (scope) => safe(inner(scope)[allowed(name(scope))]),
      set: (scope, value) => {
        const key = allowed(name(scope));
        if (!SETTABLE.has(key)) throw new TypeError(`${key} cannot be set here`);
        return (inner(scope)[key] = value);
      },
      owner: inner,
    };
  }

  function call(target, parts) {
    return {
      get: (scope) => {
        const owner = target.owner?.(scope);
        return safe(target.get(scope).apply(owner, parts.map((part) => part(scope))));
      },
    };
  }

  function allowed(name) {
    const key = typeof name === "number" ? name : String(name);
    if (FORBIDDEN.has(key)) throw new TypeError(`${key} is out of reach`);
    return key;
  }

  function safe(value) {
    const isCode = value === Function || value === window.eval || value === window.setTimeout || value === window.setInterval;
    if (value === window || value === document || isCode) throw new TypeError("this is out of reach");
    return value;
  }

  const compiled = new Map();
  function expressionOf(text) {
    if (!compiled.has(text)) compiled.set(text, compile(text));
    return compiled.get(text);
  }

  // Alpine asks for an evaluator of an attribute, and calls it with what takes the result.
  function evaluatorOf(element, source) {
    const run = typeof source === "function"
      ? (scope, params) => source.apply(scope, params)
      : (scope, params) => called(expressionOf(source)(scope), scope, params);
    return (receive = () => {}, { scope = {}, params = [] } = {}) => {
      const everything = Alpine.mergeProxies([scope, { $el: element }, ...Alpine.closestDataStack(element)]);
      try {
        receive(run(everything, params));
      } catch (error) {
        console.error(`In ${source}:`, error, element);
      }
    };
  }

  // The name of a function alone, as in `x-on:end="sortRecords"`, calls it.
  const called = (value, scope, params) => (typeof value === "function" ? value.apply(scope, params) : value);

  document.addEventListener("alpine:init", () => Alpine.setEvaluator(evaluatorOf));
})();
