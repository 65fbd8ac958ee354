/** One instruction of a Dockerfile. */
export interface Instruction {
  /** In capitals. */
  readonly keyword: string;
  readonly rest: string;
  /** From 1. */
  readonly line: number;
}

interface Stage {
  readonly name: string | undefined;
  readonly base: string;
  readonly instructions: Instruction[];
}

const heredoc = /<<-?\s*(["']?)([A-Za-z_][A-Za-z0-9_]*)\1/g;

/** The instructions of a Dockerfile with their lines: comments, continued lines and here-documents are understood. */
export function parseInstructions(text: string): readonly Instruction[] {
  const lines = text.split(/\r?\n/);
  const escapeMark = /^#\s*escape\s*=\s*(`|\\)\s*$/im.exec(text.slice(0, 500))?.[1] ?? '\\';
  const instructions: Instruction[] = [];
  for (let at = 0; at < lines.length; ) {
    const start = at;
    let whole = '';
    for (let isContinued = true; isContinued && at < lines.length; at += 1) {
      const line = lines[at] ?? '';
      // A comment or an empty line does not end a continued instruction.
      if (/^\s*#/.test(line) || (whole !== '' && line.trim() === '')) continue;
      isContinued = line.trimEnd().endsWith(escapeMark);
      whole += isContinued ? `${line.trimEnd().slice(0, -1)} ` : line;
    }
    for (const [, , word] of /^\s*(?:RUN|COPY|ADD)\b/i.test(whole) ? whole.matchAll(heredoc) : []) {
      while (at < lines.length && lines[at]?.trim() !== word) at += 1;
      at += 1;
    }
    const [, keyword, rest] = /^\s*([A-Za-z]+)\s*(.*)$/s.exec(whole) ?? [];
    if (keyword)
      instructions.push({ keyword: keyword.toUpperCase(), rest: rest ?? '', line: firstLine(lines, start) });
  }
  return instructions;
}

function firstLine(lines: readonly string[], start: number): number {
  let at = start;
  while (at < lines.length && /^\s*(?:#.*)?$/.test(lines[at] ?? '')) at += 1;
  return at + 1;
}

/** The instructions that make the image of the last stage, those of the stages that it stands on first. */
export function finalInstructions(text: string): readonly Instruction[] {
  const stages: Stage[] = [];
  for (const instruction of parseInstructions(text)) {
    if (instruction.keyword !== 'FROM') {
      stages.at(-1)?.instructions.push(instruction);
      continue;
    }
    const words = instruction.rest.split(/\s+/).filter((word) => !word.startsWith('--'));
    const name = words[1]?.toUpperCase() === 'AS' ? words[2]?.toLowerCase() : undefined;
    stages.push({ name, base: words[0] ?? '', instructions: [] });
  }
  const chain: Instruction[] = [];
  for (let at = stages.length - 1; at >= 0; ) {
    const stage = stages[at];
    chain.unshift(...(stage?.instructions ?? []));
    at = stages
      .slice(0, at)
      .findLastIndex(({ name }) => name !== undefined && name === stage?.base.toLowerCase());
  }
  return chain;
}

/**
 * The Dockerfile's line of each step of a history, from the last one backwards: every instruction leaves one step, but
 * the base image's steps come before. Undefined for steps that the file does not have.
 */
export function matchLines(steps: readonly string[], dockerfile: string): readonly (number | undefined)[] {
  const instructions = [...finalInstructions(dockerfile)];
  const matched: (number | undefined)[] = steps.map(() => undefined);
  for (let step = steps.length - 1; step >= 0 && instructions.length > 0; step -= 1) {
    const keyword = keywordOf(steps[step] ?? '');
    const at = instructions.findLastIndex((instruction) => instruction.keyword === keyword);
    // Only ARG may leave no step; anything else that stands in between is of another file.
    const skipped = at < 0 ? [] : instructions.slice(at + 1);
    if (at < 0 || skipped.some((instruction) => instruction.keyword !== 'ARG')) continue;
    matched[step] = instructions[at]?.line;
    instructions.length = at;
  }
  return matched;
}

function keywordOf(step: string): string {
  return /^([A-Za-z]+)\b/.exec(step)?.[1]?.toUpperCase() ?? '';
}
