import { json } from '@codemirror/lang-json';
import { StreamLanguage, type StreamParser } from '@codemirror/language';
import type { Extension } from '@codemirror/state';

type Load = () => Promise<Extension>;

const stream =
  (load: () => Promise<StreamParser<unknown>>): Load =>
  async () =>
    StreamLanguage.define(await load());

const shell = stream(async () => (await import('@codemirror/legacy-modes/mode/shell')).shell);
const properties = stream(async () => (await import('@codemirror/legacy-modes/mode/properties')).properties);
const python = stream(async () => (await import('@codemirror/legacy-modes/mode/python')).python);
const javascript = stream(async () => (await import('@codemirror/legacy-modes/mode/javascript')).javascript);
const yaml = stream(async () => (await import('@codemirror/legacy-modes/mode/yaml')).yaml);
const xml = stream(async () => (await import('@codemirror/legacy-modes/mode/xml')).xml);

const byEnding: Readonly<Record<string, Load>> = {
  json: async () => json(),
  yaml,
  yml: yaml,
  sh: shell,
  bash: shell,
  py: python,
  js: javascript,
  mjs: javascript,
  cjs: javascript,
  ts: stream(async () => (await import('@codemirror/legacy-modes/mode/javascript')).typescript),
  xml,
  html: xml,
  svg: xml,
  css: stream(async () => (await import('@codemirror/legacy-modes/mode/css')).css),
  toml: stream(async () => (await import('@codemirror/legacy-modes/mode/toml')).toml),
  go: stream(async () => (await import('@codemirror/legacy-modes/mode/go')).go),
  rb: stream(async () => (await import('@codemirror/legacy-modes/mode/ruby')).ruby),
  rs: stream(async () => (await import('@codemirror/legacy-modes/mode/rust')).rust),
  c: stream(async () => (await import('@codemirror/legacy-modes/mode/clike')).c),
  h: stream(async () => (await import('@codemirror/legacy-modes/mode/clike')).c),
  java: stream(async () => (await import('@codemirror/legacy-modes/mode/clike')).java),
  lua: stream(async () => (await import('@codemirror/legacy-modes/mode/lua')).lua),
  pl: stream(async () => (await import('@codemirror/legacy-modes/mode/perl')).perl),
  sql: stream(async () => (await import('@codemirror/legacy-modes/mode/sql')).standardSQL),
  diff: stream(async () => (await import('@codemirror/legacy-modes/mode/diff')).diff),
  conf: properties,
  cfg: properties,
  ini: properties,
  properties,
  env: properties,
  service: properties,
};

/** The language of a file by its name; undefined shows it plain. */
export async function loadLanguage(name: string): Promise<Extension | undefined> {
  if (/^(Dockerfile|Containerfile)/i.test(name)) {
    return StreamLanguage.define((await import('@codemirror/legacy-modes/mode/dockerfile')).dockerFile);
  }
  const ending = name.toLowerCase().split('.').at(-1) ?? '';
  const load = Object.hasOwn(byEnding, ending) ? byEnding[ending] : undefined;
  return load?.();
}
