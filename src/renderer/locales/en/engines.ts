import type { UnreachableReason } from '../../../common/contract/engines';
import { numberEn } from '../../lib/plural';

interface ReasonWords {
  readonly title: string;
  readonly nextStep: string;
}

const reasons: Readonly<Record<UnreachableReason, ReasonWords>> = {
  socket_missing: {
    title: 'Socket missing',
    nextStep: 'The engine is not running or listens elsewhere. Start it, or install one.',
  },
  permission_denied: {
    title: 'Permission denied',
    nextStep:
      'The user that runs Estiba may not open the socket. Add it to the group that may, then sign in again.',
  },
  refused: {
    title: 'Connection refused',
    nextStep: 'Nothing listens there. Start the engine, or correct its address.',
  },
  host_not_found: { title: 'Host not found', nextStep: 'Check the host name and the network.' },
  tls: {
    title: 'TLS error',
    nextStep:
      'Check the certificates: authority, name of the host, dates, and that the key belongs to the certificate.',
  },
  ssh: {
    title: 'ssh failed',
    nextStep:
      'Run the same connection in a terminal once; a password, a host key or an agent may be asked for.',
  },
  timeout: {
    title: 'No answer in time',
    nextStep:
      'It accepts connections and does not answer. Look at the engine’s log; it may have to be restarted.',
  },
  too_old: {
    title: 'Engine too old',
    nextStep: 'Estiba needs Docker Engine 19.03 (API 1.40) or newer. Update it.',
  },
  not_an_engine: {
    title: 'Not an engine',
    nextStep: 'Something else answers at this address. Correct the address.',
  },
  lost: { title: 'Connection lost', nextStep: 'It is tried again by itself.' },
  not_running: { title: 'Not running', nextStep: 'Start it; its data is kept.' },
  unreadable_context: {
    title: 'Context unreadable',
    nextStep:
      'The files of this Docker context are damaged or may not be read. Repair or remove the context.',
  },
  other: { title: 'Unreachable', nextStep: 'The engine’s own words say more.' },
};

export const engines = {
  title: 'Engines',
  states: {
    connected: 'Connected',
    connecting: 'Connecting…',
    disconnected: 'Not connected',
  },
  reasons,
  facts: {
    api: (version: string) => `API ${version}`,
    cgroup: (version: string, driver: string | undefined) =>
      driver === undefined ? `cgroup v${version}` : `cgroup v${version} (${driver})`,
    rootless: 'rootless',
  },
  sources: {
    environment: (variable: string) => `From ${variable}`,
    context: (name: string) => `Docker context ${name}`,
    currentContext: (name: string) => `Current Docker context ${name}`,
    socket: (product: string) => `Socket of ${product}`,
    settings: 'Added by hand',
    option: 'From --engine',
    managed: 'Estiba’s own engine',
  },
  switchTo: 'Engine',
  noEngine: 'No engine',
  choose: 'Choose an engine',
  manage: 'Manage engines…',
  current: 'The docker command uses this one',
  open: 'Open',
  connect: 'Connect',
  disconnect: 'Disconnect',
  retryNow: 'Try again now',
  retryIn: (time: string) => `Tried again by itself in ${time}`,
  attempt: (count: number) => `Attempt ${count}`,
  discover: 'Look again',
  add: 'Add an engine…',
  remove: 'Forget',
  removeTitle: (name: string) => `Forget ${name}?`,
  removeText: 'Estiba forgets this address. The engine itself, its containers and its data stay as they are.',
  removeFailed: 'It could not be forgotten',
  address: 'Address',
  warnings: 'The engine warns',
  version: 'Version',
  apiVersion: 'API version',
  apiRange: (spoken: string, newest: string) => `${spoken} (newest ${newest})`,
  cgroup: 'cgroup',
  storageDriver: 'Storage driver',
  system: 'System',
  kernel: 'Kernel',
  capacity: 'Capacity',
  capacityText: (cpus: number, memory: string) => `${cpus} CPU · ${memory}`,
  dataRoot: 'Data root',
  rootless: 'Rootless',
  connectedSince: (ago: string) => `Connected ${ago}`,
  count: (total: number, connected: number) => `${numberEn(total)} found · ${numberEn(connected)} connected`,
  loading: 'Looking for engines…',
  unknownEngine: 'No such engine',
  unknownEngineText: 'Estiba knows no engine with this name. It may have been removed.',
  showAll: 'Show all engines',
  notConnected: 'This engine is not connected',
  notConnectedText: 'Connect it to see its containers, images, volumes and networks.',
  none: {
    title: 'No engine found',
    text: 'Estiba looked at DOCKER_HOST, the Docker contexts, and the sockets of Docker, Podman, Docker Desktop, Colima and Rancher Desktop. None of them answers.',
    byItself: 'It goes on looking: an engine that starts appears here by itself.',
    lookedAt: 'What was looked at',
    other: 'Other ways',
    addText: 'An engine on another machine, by ssh:// or tcp:// with TLS.',
  },
  managed: {
    title: 'Estiba’s own engine',
    text: 'A private Docker Engine with its own data, socket and network below Estiba’s folders. It never touches the system’s engine.',
    states: {
      not_installed: 'Not installed',
      stopped: 'Stopped',
      starting: 'Starting…',
      running: 'Running',
      unsupported: 'Not possible here',
    },
    start: 'Start',
    stop: 'Stop',
    stopTitle: 'Stop Estiba’s engine?',
    stopText:
      'Its running containers are stopped. Containers, images and volumes are kept for the next start.',
    stopFailed: 'It could not be stopped',
    install: 'Install…',
    installTitle: 'Install the Docker Engine?',
    installText: 'Estiba runs this command as root, then starts its own engine:',
    installConfirm: 'Install and start',
    installFailed: 'It could not be started',
    installByHand: 'Run this command in a terminal, then start the engine here:',
    dataRoot: 'Data',
    socket: 'Socket',
    program: 'Program',
    process: 'Process',
    log: 'Log of the last job',
    logEmpty: 'Nothing was written yet.',
    unknown: 'Its state could not be read',
  },
  form: {
    title: 'Add an engine',
    description: 'Its address is kept in Estiba’s settings. Files stay where they are.',
    name: 'Name',
    nameHint: 'How it is shown here.',
    host: 'Address',
    hostHint: 'unix:///path, npipe:////./pipe/name, tcp://host:2376 or ssh://user@host',
    hostError: 'Begin with unix://, npipe://, tcp:// or ssh://',
    required: 'Needed',
    tls: 'TLS',
    tlsHint: 'Without TLS whoever reaches this address is root on that machine.',
    ca: 'Authority (ca.pem)',
    cert: 'Certificate (cert.pem)',
    key: 'Key (key.pem)',
    pathHint: 'Path of a PEM file on the machine where Estiba runs.',
    verify: 'Check the host’s certificate',
    verifyHint: 'Off accepts any host that answers.',
    submit: 'Add and connect',
    failed: 'It could not be added',
    added: (name: string) => `${name} was added`,
  },
};
