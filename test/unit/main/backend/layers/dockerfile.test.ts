import { describe, expect, it } from 'vitest';
import {
  matchLines,
  parseInstructions,
} from '../../../../../src/main/backend/layers/dockerfile/dockerfile-lines';
import { historyLines, toInstruction } from '../../../../../src/main/backend/layers/dockerfile/history-lines';

const step = (createdBy: string, emptyLayer = false) => ({
  createdAt: undefined,
  createdBy,
  comment: undefined,
  emptyLayer,
});

describe('toInstruction', () => {
  it.each([
    ['/bin/sh -c #(nop)  CMD ["sh"]', 'CMD ["sh"]'],
    ['/bin/sh -c #(nop) COPY file:abc in /x ', 'COPY file:abc in /x'],
    ['/bin/sh -c apt-get update', 'RUN apt-get update'],
    ['|1 A=b /bin/sh -c make', 'RUN make'],
    ['RUN /bin/sh -c npm ci # buildkit', 'RUN npm ci'],
    ['RUN |1 V=2 /bin/sh -c echo $V # buildkit', 'RUN echo $V'],
    ['COPY . . # buildkit', 'COPY . .'],
    ['', ''],
  ])('%s: %s', (createdBy, text) => {
    expect(toInstruction(createdBy)).toBe(text);
  });
});

describe('historyLines', () => {
  it('ties steps to layers, leaving out those that made none', () => {
    const lines = historyLines([step('ADD rootfs'), step('CMD x', true), step('RUN a'), step('RUN b')], 3);
    expect(lines.map(({ layer }) => layer)).toEqual([0, undefined, 1, 2]);
  });

  it('ties the latest steps where there are more layers than steps, and invents none where there are fewer', () => {
    expect(historyLines([step('RUN a')], 3).map(({ layer }) => layer)).toEqual([2]);
    expect(historyLines([step('a'), step('b'), step('c')], 1).map(({ layer }) => layer)).toEqual([
      undefined,
      undefined,
      0,
    ]);
  });
});

const dockerfile = `# syntax=docker/dockerfile:1
ARG NODE=20
FROM node:20 AS build
WORKDIR /src
RUN npm ci
FROM node:20-slim AS base
ENV A=1

# comment
RUN apt-get update && \\
    # inside
    apt-get install -y python3
FROM base
ARG UNUSED
COPY --from=build /src /app
RUN <<EOT
FROM not-an-instruction
EOT
CMD ["node"]
`;

describe('Dockerfile lines', () => {
  it('reads continued lines, comments and here-documents', () => {
    expect(parseInstructions(dockerfile).map(({ keyword, line }) => `${keyword} ${line}`)).toEqual([
      ...['ARG 2', 'FROM 3', 'WORKDIR 4', 'RUN 5', 'FROM 6', 'ENV 7', 'RUN 10', 'FROM 13'],
      ...['ARG 14', 'COPY 15', 'RUN 16', 'CMD 19'],
    ]);
  });

  it('ties the history from its end, through the stage that the last one stands on', () => {
    const steps = [
      'ADD rootfs',
      'CMD ["bash"]',
      'ENV A=1',
      'RUN apt-get',
      'COPY /src /app',
      'RUN x',
      'CMD ["node"]',
    ];
    expect(matchLines(steps, dockerfile)).toEqual([undefined, undefined, 7, 10, 15, 16, 19]);
  });

  it('ties nothing of a file that another image was made of', () => {
    expect(matchLines(['RUN a', 'RUN b'], 'FROM x\nUSER y\n')).toEqual([undefined, undefined]);
    expect(matchLines(['RUN a'], '')).toEqual([undefined]);
  });
});
