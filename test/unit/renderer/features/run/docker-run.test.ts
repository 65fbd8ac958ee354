import { describe, expect, it } from 'vitest';
import { runSpec } from '../../../../../src/common/contract/run-spec';
import { formatDockerRun } from '../../../../../src/renderer/features/run/docker-run/format-docker-run';
import { parseDockerRun } from '../../../../../src/renderer/features/run/docker-run/parse-docker-run';
import {
  readBytes,
  readDuration,
  readPorts,
  writeBytes,
  writeDuration,
} from '../../../../../src/renderer/features/run/docker-run/values';
import { quoteWord, splitWords } from '../../../../../src/renderer/features/run/docker-run/words';

const wordsOf = (line: string) => {
  const split = splitWords(line);
  return split.kind === 'words' ? split.words.map(({ text }) => text) : split;
};

describe('splitWords', () => {
  it.each([
    ['a  b', ['a', 'b']],
    ["'a b' c", ['a b', 'c']],
    ['"a \\" $HOME" b\\ c', ['a " $HOME', 'b c']],
    ['a \\\n  b', ['a', 'b']],
    ["x'y'z", ['xyz']],
    ["''", ['']],
    ['', []],
  ])('%j', (line, words) => expect(wordsOf(line)).toEqual(words));

  it('says where a quote was opened', () => {
    expect(splitWords('run "a')).toEqual({ kind: 'open_quote', at: 4 });
  });

  it.each(["it's", 'a b', '$x', '', 'plain/1:2', 'ñ', '*'])('quotes %j so that it comes back', (word) => {
    expect(wordsOf(quoteWord(word))).toEqual([word]);
  });
});

describe('values', () => {
  it.each([
    ['512m', 536_870_912],
    ['1.5g', 1_610_612_736],
    ['64MiB', 67_108_864],
    ['100', 100],
    ['1x', undefined],
    ['', undefined],
  ])('readBytes(%j)', (text, bytes) => expect(readBytes(text)).toBe(bytes));
  it('writes bytes without loss', () => {
    for (const bytes of [1, 1000, 1024, 1536, 536_870_912, 5 * 1024 ** 3]) {
      expect(readBytes(writeBytes(bytes))).toBe(bytes);
    }
  });
  it.each([
    ['30s', 30_000],
    ['1m30s', 90_000],
    ['500ms', 500],
    ['0', 0],
    ['5', undefined],
  ])('readDuration(%j)', (text, ms) => expect(readDuration(text)).toBe(ms));
  it('writes durations without loss', () => {
    for (const ms of [1, 1500, 30_000, 120_000]) expect(readDuration(writeDuration(ms))).toBe(ms);
  });
  it.each([
    ['80', [{ containerPort: 80, protocol: 'tcp' }]],
    ['8080:80', [{ containerPort: 80, protocol: 'tcp', hostPort: 8080 }]],
    ['127.0.0.1:53:53/udp', [{ containerPort: 53, protocol: 'udp', hostPort: 53, hostIp: '127.0.0.1' }]],
    ['127.0.0.1::80', [{ containerPort: 80, protocol: 'tcp', hostIp: '127.0.0.1' }]],
    ['[::1]:8080:80', [{ containerPort: 80, protocol: 'tcp', hostPort: 8080, hostIp: '::1' }]],
    [
      '8000-8001:80-81',
      [
        { containerPort: 80, protocol: 'tcp', hostPort: 8000 },
        { containerPort: 81, protocol: 'tcp', hostPort: 8001 },
      ],
    ],
    ['0:80', undefined],
    ['70000:80', undefined],
    ['8000-8002:80-81', undefined],
    ['a:80', undefined],
  ])('readPorts(%j)', (text, ports) => expect(readPorts(text)).toEqual(ports));
});

describe('parseDockerRun', () => {
  it('takes over what the form has', () => {
    const { spec, problems } =
      parseDockerRun(`sudo docker run -d --rm -it --name=web -p 8080:80 -p127.0.0.1:53:53/udp \\
      -e A=1 --env "B=two words" -v data:/var/lib -v /etc/app:/app:ro,z --mount type=bind,src=/a,dst=/b,readonly \\
      --tmpfs /run:size=64m --network front --network-alias api --memory 512m --cpus 1.5 --restart on-failure:3 \\
      --health-interval 5s --health-cmd 'curl -f localhost' --ulimit nofile=1024:2048 -l a.b=c --cap-drop ALL \\
      nginx:1.27 nginx -g 'daemon off;'`);
    expect(problems).toEqual([]);
    expect(spec).toMatchObject({
      image: 'nginx:1.27',
      name: 'web',
      command: ['nginx', '-g', 'daemon off;'],
      env: ['A=1', 'B=two words'],
      autoRemove: true,
      tty: true,
      interactive: true,
      ports: [
        { containerPort: 80, hostPort: 8080, protocol: 'tcp' },
        { containerPort: 53, hostPort: 53, protocol: 'udp', hostIp: '127.0.0.1' },
      ],
      mounts: [
        { kind: 'volume', source: 'data', target: '/var/lib', readOnly: false },
        { kind: 'bind', source: '/etc/app', target: '/app', readOnly: true, create: true, options: 'z' },
        { kind: 'bind', source: '/a', target: '/b', readOnly: true, create: false },
        { kind: 'tmpfs', target: '/run', sizeBytes: 67_108_864, readOnly: false },
      ],
      networks: [{ name: 'front', aliases: ['api'] }],
      limits: { memoryBytes: 536_870_912, cpus: 1.5 },
      restart: { name: 'on-failure', maximumRetryCount: 3 },
      healthcheck: { kind: 'command', command: 'curl -f localhost', intervalMs: 5000 },
      ulimits: [{ name: 'nofile', soft: 1024, hard: 2048 }],
      labels: { 'a.b': 'c' },
      capDrop: ['ALL'],
    });
  });

  it('says what it cannot take over, and where', () => {
    const line = 'docker run --gpus all --nope -p 80:x busybox sh';
    const { spec, problems } = parseDockerRun(line);
    expect(problems.map(({ kind, at, end }) => [kind, line.slice(at, end)])).toEqual([
      ['unsupported_flag', '--gpus all'],
      ['unknown_flag', '--nope'],
      ['bad_value', '-p 80:x'],
    ]);
    expect(spec).toMatchObject({ image: 'busybox', command: ['sh'] });
  });

  it.each([
    ['kubectl run x', 'not_docker_run'],
    ['docker run', 'missing_image'],
    ['docker run --name', 'missing_value'],
    ["docker run 'x", 'open_quote'],
  ])('%j', (line, kind) => expect(parseDockerRun(line).problems[0]?.kind).toBe(kind));
});

const everything = runSpec.parse({
  image: 'team/app:1',
  name: 'app',
  entrypoint: ['/bin/sh', '-c'],
  command: ['echo "$HOME"; sleep 1'],
  env: ['A=1', "Q=it's"],
  ports: [
    { containerPort: 80, hostPort: 8080 },
    { containerPort: 53, protocol: 'udp', hostIp: '::1' },
  ],
  publishAll: true,
  mounts: [
    { kind: 'volume', target: '/anonymous' },
    { kind: 'volume', source: 'data', target: '/data', readOnly: true },
    { kind: 'bind', source: '/srv', target: '/srv', create: true, options: 'z' },
    { kind: 'bind', source: '/etc', target: '/host', readOnly: true },
    { kind: 'tmpfs', target: '/run', sizeBytes: 1_048_576, mode: 0o1777 },
  ],
  networks: [
    { name: 'front', aliases: ['api', 'web'], ipv4: '10.0.0.5' },
    { name: 'back', aliases: ['x'] },
  ],
  hostname: 'box',
  extraHosts: ['db:10.0.0.9'],
  dns: ['1.1.1.1'],
  limits: {
    cpus: 0.5,
    memoryBytes: 268_435_456,
    memorySwapBytes: -1,
    pids: 50,
    cpuShares: 512,
    cpuset: '0-1',
  },
  restart: { name: 'on-failure', maximumRetryCount: 2 },
  user: '1000:1000',
  groupAdd: ['audio'],
  workingDir: '/app',
  capAdd: ['NET_ADMIN'],
  capDrop: ['ALL'],
  securityOpt: ['no-new-privileges'],
  readOnly: true,
  init: true,
  tty: true,
  interactive: true,
  healthcheck: {
    kind: 'command',
    command: 'true',
    intervalMs: 1500,
    timeoutMs: 2000,
    startPeriodMs: 60_000,
    retries: 3,
  },
  labels: { a: '1', empty: '' },
  platform: 'linux/amd64',
  stopSignal: 'SIGINT',
  stopTimeout: 3,
  shmBytes: 134_217_728,
  devices: ['/dev/null:/dev/x:r'],
  ulimits: [{ name: 'nofile', soft: 1, hard: 2 }],
  sysctls: { 'net.core.somaxconn': '100' },
  logDriver: 'local',
  logOptions: { 'max-size': '1m' },
  ipcMode: 'shareable',
  pidMode: 'host',
});

describe('formatDockerRun', () => {
  it('writes a line that means the same when it is read', () => {
    for (const multiline of [true, false]) {
      const { spec, problems } = parseDockerRun(formatDockerRun(everything, { multiline }));
      expect(problems).toEqual([]);
      // The command line has one word for the entry point: the others stand before the command.
      expect(spec).toEqual({
        ...everything,
        entrypoint: ['/bin/sh'],
        command: ['-c', ...everything.command],
      });
    }
  });

  it('writes nothing that is not asked for', () => {
    expect(formatDockerRun(runSpec.parse({ image: 'a' }))).toBe('docker run -d a');
    expect(formatDockerRun(runSpec.parse({ image: 'a', entrypoint: [] }), { start: false })).toBe(
      "docker create --entrypoint '' a",
    );
  });
});
