/**
 * Finds the examples of the documentation and runs them. An expression followed by a comment that is a literal must have that value;
 * numbers are compared to the digits shown, `…` stands for "and so on".
 */
import ts from 'typescript';

export interface Example {
  /** Where it stands: file and line. */
  where: string;
  code: string;
}

const FENCE = /```ts\n([\s\S]*?)```/g;

/** The `@example` blocks of exported declarations, and of the module comment, in a TypeScript file. */
export function examplesInSource(path: string, text: string): Example[] {
  const source = ts.createSourceFile(path, text, ts.ScriptTarget.ES2022, true);
  const found = new Map<number, Example>();
  const visit = (node: ts.Node): void => {
    for (const tag of ts.getJSDocTags(node)) {
      if (tag.tagName.text !== 'example' || found.has(tag.pos)) continue;
      const { line } = source.getLineAndCharacterOfPosition(tag.getStart(source));
      const body = text
        .slice(tag.getStart(source), tag.end)
        .split('\n')
        .map((l) => l.replace(/^\s*\* ?/, ''))
        .join('\n');
      for (const block of body.matchAll(FENCE)) found.set(tag.pos, { where: `${path}:${line + 1}`, code: block[1]! });
      if (!found.has(tag.pos)) throw new Error(`${path}:${line + 1}: @example without a ts block`);
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return [...found.values()];
}

/** All ts blocks of a Markdown file as one program, so that a guide may build on what it said before. */
export function programInMarkdown(path: string, text: string): Example | undefined {
  const code = [...text.matchAll(FENCE)].map((m) => m[1]!).join('\n');
  return code ? { where: path, code } : undefined;
}

/** Runs an example with `scope` in scope. Returns how many values were compared. */
export async function runExample(
  { where, code }: Example,
  scope: Record<string, unknown>,
  modules: Record<string, Record<string, unknown>>,
): Promise<number> {
  const source = ts.createSourceFile('example.ts', code, ts.ScriptTarget.ES2022, true);
  const edits: { start: number; end: number; text: string }[] = [];
  const imported: Record<string, unknown> = {};
  const visit = (node: ts.Node): void => {
    if (ts.isImportDeclaration(node)) {
      bindImport(where, node, modules, imported);
      edits.push({ start: node.getStart(source), end: node.end, text: '' });
      return;
    }
    if (ts.isExpressionStatement(node)) {
      const comment = /^[ \t]*\/\/ ?(.*)/.exec(code.slice(node.end));
      if (comment && isLiteral(comment[1]!)) {
        const expression = code.slice(node.expression.getStart(source), node.expression.end);
        edits.push({
          start: node.getStart(source),
          end: node.end,
          text: `__check(${expression}, ${JSON.stringify(comment[1])}, ${JSON.stringify(expression)});`,
        });
        return;
      }
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  let program = code;
  for (const { start, end, text } of edits.sort((a, b) => b.start - a.start)) program = program.slice(0, start) + text + program.slice(end);
  const { outputText } = ts.transpileModule(program, { compilerOptions: { target: ts.ScriptTarget.ES2022, module: ts.ModuleKind.ESNext } });
  let compared = 0;
  const check = (got: unknown, literal: string, expression: string): void => {
    compared++;
    const difference = differs(got, literal);
    if (difference) throw new Error(`${where}: ${expression} // ${literal}: ${difference}`);
  };
  const known = { ...scope, ...imported };
  const names = Object.keys(known);
  const AsyncFunction = (async () => {}).constructor as new (...args: string[]) => (...args: unknown[]) => Promise<void>;
  try {
    await new AsyncFunction('__check', ...names, `return (async () => {\n${outputText.replace(/^export \{\};$/m, '')}\n})();`)(
      check,
      ...names.map((n) => known[n as keyof typeof known]),
    );
  } catch (error) {
    throw new Error(`${where}: ${String(error)}`, { cause: error });
  }
  return compared;
}

/** Checks that an import exists, and puts what it names into `imported`. */
function bindImport(
  where: string,
  node: ts.ImportDeclaration,
  modules: Record<string, Record<string, unknown>>,
  imported: Record<string, unknown>,
): void {
  const from = (node.moduleSpecifier as ts.StringLiteral).text;
  if (from.startsWith('node:')) return;
  const known = modules[from];
  if (!known) throw new Error(`${where}: imports ${from}, which is not an entry point`);
  const bindings = node.importClause?.namedBindings;
  if (node.importClause?.phaseModifier === ts.SyntaxKind.TypeKeyword || !bindings) return;
  if (ts.isNamespaceImport(bindings)) {
    imported[bindings.name.text] = known;
    return;
  }
  for (const { name, propertyName, isTypeOnly } of bindings.elements) {
    if (isTypeOnly) continue;
    const source = (propertyName ?? name).text;
    if (!(source in known)) throw new Error(`${where}: ${from} has no export ${source}`);
    imported[name.text] = known[source];
  }
}

/** A literal: number, string, boolean, null, undefined, NaN, Infinity, or an array or object of them. */
function isLiteral(text: string): boolean {
  try {
    parseLiteral(text);
    return true;
  } catch {
    return false;
  }
}

type Literal =
  { number: number; digits: number } | { exact: unknown } | { list: Literal[]; open: boolean } | { entries: [string, Literal][] };

function parseLiteral(text: string): Literal {
  let i = 0;
  const space = (): void => {
    while (/\s/.test(text[i] ?? '')) i++;
  };
  const take = (pattern: RegExp): string | undefined => {
    const m = new RegExp(pattern.source, 'y');
    m.lastIndex = i;
    const hit = m.exec(text)?.[0];
    if (hit !== undefined) i += hit.length;
    return hit;
  };
  const value = (): Literal => {
    space();
    const word = take(/(?:-?Infinity|NaN|true|false|null|undefined)\b/);
    if (word) return { exact: { true: true, false: false, null: null, undefined, NaN, Infinity, '-Infinity': -Infinity }[word as 'true'] };
    const number = take(/-?\d[\d_]*(?:\.\d+)?(?:e[+-]?\d+)?/i);
    if (number) return { number: Number(number.replaceAll('_', '')), digits: lastDigit(number) };
    const string = take(/'(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*"/);
    if (string)
      return {
        exact: JSON.parse(
          `"${string
            .slice(1, -1)
            .replaceAll("\\'", "'")
            .replaceAll(/(?<!\\)"/g, '\\"')}"`,
        ) as string,
      };
    take(/(?:Float32Array|Float64Array|Int32Array|Uint8Array)\s*(?=\[)/);
    if (take(/\[/)) {
      const list: Literal[] = [];
      for (space(); !take(/\]/); space()) {
        if (take(/…|\.\.\./)) {
          space();
          if (!take(/\]/)) throw new Error('… must end a list');
          return { list, open: true };
        }
        list.push(value());
        space();
        take(/,/);
      }
      return { list, open: false };
    }
    if (take(/\{/)) {
      const entries: [string, Literal][] = [];
      for (space(); !take(/\}/); space()) {
        const key = take(/[\w$]+/);
        space();
        if (!key || !take(/:/)) throw new Error('no key');
        entries.push([key, value()]);
        space();
        take(/,/);
      }
      return { entries };
    }
    throw new Error('not a literal');
  };
  const result = value();
  space();
  if (i < text.length) throw new Error('text after the literal');
  return result;
}

/** Half a unit of the last digit written; for an integer no more than rounding. */
function lastDigit(number: string): number {
  const [mantissa, exponent = '0'] = number.toLowerCase().split('e');
  const decimals = mantissa!.split('.')[1]?.length ?? 0;
  return decimals === 0 && exponent === '0'
    ? 1e-12 * Math.max(1, Math.abs(Number(mantissa!.replaceAll('_', ''))))
    : 0.5 * 10 ** (Number(exponent) - decimals) * (1 + 1e-9);
}

function differs(got: unknown, literal: string): string | undefined {
  const walk = (g: unknown, want: Literal): string | undefined => {
    if ('number' in want) {
      return typeof g === 'number' && Math.abs(g - want.number) <= want.digits ? undefined : `got ${String(g)}, documented ${want.number}`;
    }
    if ('exact' in want)
      return Object.is(g, want.exact) || (g === 0 && want.exact === 0) ? undefined : `got ${String(g)}, documented ${String(want.exact)}`;
    if ('entries' in want) {
      if (typeof g !== 'object' || g === null) return `got ${String(g)}, documented an object`;
      for (const [k, w] of want.entries) {
        const difference = walk((g as Record<string, unknown>)[k], w);
        if (difference) return `.${k}: ${difference}`;
      }
      return undefined;
    }
    if (!Array.isArray(g) && !ArrayBuffer.isView(g)) return `got ${String(g)}, documented a list`;
    const list = Array.from(g as unknown as ArrayLike<unknown>);
    if (want.open ? list.length < want.list.length : list.length !== want.list.length)
      return `got ${list.length} elements [${list.slice(0, 12).join(', ')}]`;
    for (const [k, w] of want.list.entries()) {
      const difference = walk(list[k], w);
      if (difference) return `[${k}]: ${difference}`;
    }
    return undefined;
  };
  return walk(got, parseLiteral(literal));
}
