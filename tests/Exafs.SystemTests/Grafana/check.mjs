// Answers for the tests: reads a list of questions as JSON from the standard input, writes a list of answers.
// {flux}: is it valid, which columns does it name, of which measurement; {sql}: likewise; {board}: what Grafana's types say against it.
import { readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';

const require = createRequire(import.meta.url);
const questions = JSON.parse(readFileSync(0, 'utf8'));

function visit(node, see) {
  if (Array.isArray(node)) { for (const item of node) visit(item, see); return; }
  if (node === null || typeof node !== 'object') return;
  if (see(node) === false) return;
  for (const value of Object.values(node)) visit(value, see);
}

function ofFlux(text) {
  const { Flux } = require('@influxdata/flux-lsp-node');
  const query = new Flux(text);
  if (!query.is_valid()) return { errors: ['not valid Flux'] };
  const names = new Set(), measurements = new Set();
  let labels = [];
  const member = node => node?.type === 'MemberExpression' && node.object?.name === 'r' ? node.property.name ?? node.property.value : null;
  visit(query.ast(), node => {
    if (member(node)) names.add(member(node));
    if (node.type === 'BinaryExpression' && member(node.left) === '_field' && node.right.type === 'StringLiteral') names.add(node.right.value);
    if (node.type === 'BinaryExpression' && member(node.left) === '_measurement') measurements.add(node.right.value);
    if (node.callee?.property?.name === 'tagValues') {
      for (const given of node.arguments[0].properties) if (given.key.name === 'tag') names.add(given.value.value);
    }
    if (node.callee?.name === 'map') {
      const made = node.arguments[0].properties[0].value.body;
      labels = (made.expression ?? made).properties.map(property => property.key.name ?? property.key.value);
    }
  });
  return { errors: [], names: [...names].filter(name => !name.startsWith('_')), measurements: [...measurements], labels: labels.filter(label => label !== '_time') };
}

async function ofSql(text) {
  const parser = await import('@guanmingchiu/sqlparser-ts');
  await parser.init();
  let tree;
  try {
    tree = parser.parse(text, 'generic');
    parser.parse(text, 'postgresql');
  } catch (error) {
    return { errors: [error.message] };
  }
  const names = new Set(), functions = new Set(), measurements = new Set(), labels = [];
  const body = tree[0].Query.body.Select;
  for (const item of body.projection) {
    if (item.ExprWithAlias) labels.push(item.ExprWithAlias.alias.value);
    else if (item.UnnamedExpr?.Identifier) labels.push(item.UnnamedExpr.Identifier.value);
    else labels.push(JSON.stringify(item));
  }
  visit(body.from, node => { if (node.Table) measurements.add(node.Table.name[0].Identifier.value); });
  const seeNames = node => {
    if (node.Function) { functions.add(node.Function.name[0].Identifier.value); visit(node.Function.args, seeNames); return false; }
    if (node.Identifier) names.add(node.Identifier.value);
  };
  visit(body.projection.map(item => item.ExprWithAlias?.expr ?? item), seeNames);
  visit(body.selection, seeNames);
  return { errors: [], names: [...names].filter(name => name !== 'time'), functions: [...functions], measurements: [...measurements], labels: labels.filter(label => label !== 'time') };
}

const kinds = { timeseries: 'timeseries', heatmap: 'heatmap', table: 'table', barchart: 'barchart', stat: 'stat' };

function typeText(board) {
  const ts = [`import type { Dashboard, Panel, AnnotationQuery } from '@grafana/schema';`];
  const used = [...new Set(board.panels.map(panel => panel.type))];
  for (const kind of used) {
    if (!kinds[kind]) return { error: `no types for panels of kind ${kind}` };
    const folder = path.join('node_modules/@grafana/schema/dist/types/raw/composable', kind, 'panelcfg/x');
    ts.push(`import type * as ${kind} from './${folder}/types.gen';`);
  }
  // In JSON the value of an enumeration is its text.
  ts.push('type Plain<T> = unknown extends T ? T : T extends string ? `${T}` : T extends (infer U)[] ? Plain<U>[] : T extends object ? { [K in keyof T]: Plain<T[K]> } : T;');
  // What a data source reads beside Grafana's own.
  ts.push('type Mark = Plain<Omit<AnnotationQuery, "target">> & { target?: Record<string, unknown>; query?: string; titleColumn?: string; textColumn?: string; tagsColumn?: string; mappings?: Record<"time" | "title" | "text" | "tags", { source: "field"; value: string }> };');
  const { panels, annotations, ...rest } = board;
  ts.push(`(${JSON.stringify(rest)}) satisfies Plain<Omit<Dashboard, 'panels' | 'annotations'>>;`);
  for (const mark of annotations.list) ts.push(`(${JSON.stringify(mark)}) satisfies Mark;`);
  for (const panel of panels) {
    const { options, fieldConfig, ...frame } = panel;
    const { custom, ...defaults } = fieldConfig.defaults;
    ts.push(`(${JSON.stringify({ ...frame, fieldConfig: { ...fieldConfig, defaults } })}) satisfies Plain<Omit<Panel, 'options'>>;`);
    ts.push(`(${JSON.stringify(options)}) satisfies Plain<${panel.type}.Options>;`);
    if (Object.keys(custom).length > 0) ts.push(`(${JSON.stringify(custom)}) satisfies Plain<${panel.type}.FieldConfig>;`);
    for (const override of fieldConfig.overrides) {
      for (const { id, value } of override.properties) {
        if (id.startsWith('custom.')) ts.push(`(${JSON.stringify({ [id.slice('custom.'.length)]: value })}) satisfies Plain<Partial<${panel.type}.FieldConfig>>;`);
        else ts.push(`(${JSON.stringify({ [id]: value })}) satisfies Plain<Partial<NonNullable<Panel['fieldConfig']>['defaults']>>;`);
      }
    }
  }
  ts.push('export {};');
  return { text: ts.join('\n') };
}

function ofBoards(boards) {
  const ts = require('typescript');
  const here = path.dirname(new URL(import.meta.url).pathname);
  const texts = boards.map(typeText);
  const files = texts.map((text, index) => path.join(here, `board${index}.ts`));
  texts.forEach((text, index) => writeFileSync(files[index], text.text ?? 'export {};'));
  const program = ts.createProgram(files, { noEmit: true, strict: true, skipLibCheck: true, module: ts.ModuleKind.ESNext, moduleResolution: ts.ModuleResolutionKind.Bundler, target: ts.ScriptTarget.ES2022, types: [] });
  return files.map((file, index) => {
    if (texts[index].error) return { errors: [texts[index].error] };
    const source = program.getSourceFile(file);
    const found = [...program.getSyntacticDiagnostics(source), ...program.getSemanticDiagnostics(source)];
    return { errors: found.map(one => ts.flattenDiagnosticMessageText(one.messageText, ' ').slice(0, 600)) };
  });
}

const boards = ofBoards(questions.filter(question => question.board).map(question => question.board));
const answers = [];
for (const question of questions) {
  if (question.board) answers.push(boards.shift());
  else if (question.flux) answers.push(ofFlux(question.flux));
  else answers.push(await ofSql(question.sql));
}
process.stdout.write(JSON.stringify(answers));
