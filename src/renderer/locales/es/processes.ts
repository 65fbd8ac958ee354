import type { FallbackReason } from '../../../common/contract/stats';
import type { SendableSignal } from '../../../common/security/signals';
import { numberEs, pluralEs } from '../../lib/plural';
import type { processes as en } from '../en/processes';
import { capabilityMeanings } from './capabilities';

const reasons: Readonly<Record<FallbackReason, string>> = {
  remote: 'El motor está en otra máquina: se muestra su propia lista de procesos.',
  not_linux: 'Los procesos solo se leen del kernel en Linux: se muestra la lista del motor.',
  no_process:
    'Los procesos de este contenedor no se ven desde aquí (otro espacio de nombres PID o una máquina virtual): se muestra la lista del motor.',
  permission_denied:
    'El usuario de Estiba no puede leer los procesos de este contenedor: se muestra la lista del motor.',
  not_mounted: 'Aquí no hay ninguna jerarquía cgroup montada: se muestra la lista del motor.',
  outside_mount: 'El cgroup queda fuera de lo que está montado aquí: se muestra la lista del motor.',
  other_process: 'El cgroup de este contenedor no es solo suyo: se muestra la lista del motor.',
};

const signals: Readonly<Record<SendableSignal, string>> = {
  TERM: 'Le pide que termine.',
  INT: 'Como Ctrl+C.',
  HUP: 'Muchos servicios vuelven a leer su configuración.',
  QUIT: 'Termina, a menudo con un volcado de memoria.',
  USR1: 'Lo que el programa haga con ella.',
  USR2: 'Lo que el programa haga con ella.',
  STOP: 'Lo detiene hasta que reciba CONT.',
  CONT: 'Sigue después de una detención.',
  KILL: 'Termina al instante; no puede guardar nada.',
};

export const processes: typeof en = {
  title: 'Procesos',
  filter: 'Filtrar procesos',
  view: 'Vista',
  tree: 'Árbol',
  flat: 'Lista',
  pause: 'Congelar',
  resume: 'Seguir',
  stopped: 'No está en marcha',
  stoppedText: 'Un contenedor parado no tiene procesos. Aparecen aquí en cuanto arranca.',
  lost: 'No está en vivo: se perdió la conexión y se vuelve a abrir sola.',
  main: 'Primer proceso: el contenedor termina con él',
  sources: { proc: 'De /proc', engine: 'Del motor' },
  reasons,
  engineText:
    'Dice menos: sin tasas, sin E/S y sin usuarios de dentro. Solo se pueden enviar señales al primer proceso.',
  unreadable: (count) =>
    pluralEs(count, {
      one: '1 proceso es de otro usuario y no se puede leer.',
      many: `${numberEs(count)} de procesos son de otros usuarios y no se pueden leer.`,
      other: `${numberEs(count)} procesos son de otros usuarios y no se pueden leer.`,
    }),
  cut: (shown, total) => `Se muestran los primeros ${shown} de ${total} procesos.`,
  sum: (cores) => `${cores} núcleos`,
  columns: {
    command: 'Orden',
    pid: 'PID',
    inside: 'Dentro',
    user: 'Usuario',
    hostUser: 'En el host',
    cpu: 'Núcleos',
    cpuTime: 'Tiempo CPU',
    rss: 'Memoria',
    read: 'Lecturas',
    write: 'Escrituras',
    threads: 'Hilos',
    state: 'Estado',
    started: 'Inicio',
  },
  states: {
    R: 'Ejecuta',
    S: 'Duerme',
    D: 'Espera disco',
    Z: 'Zombi',
    T: 'Detenido',
    t: 'Trazado',
    X: 'Muerto',
    I: 'Inactivo',
    P: 'Aparcado',
  },
  missing: {
    engine: 'El motor no lo dice.',
    unreadable: 'No se pudo leer.',
    rate: 'Se sabe tras dos lecturas.',
  },
  signal: {
    title: (pid) => `Enviar una señal al proceso ${pid}`,
    signal: 'Señal',
    send: (signal) => `Enviar SIG${signal}`,
    sent: (signal, pid) => `Se envió SIG${signal} a ${pid}`,
    other: 'Otra señal…',
    onlyMain: 'A través del motor solo se llega al primer proceso.',
    mainTitle: 'Es el primer proceso del contenedor',
    mainText:
      'Cuando termina, termina todo el contenedor. La señal la envía el motor, como hace docker kill.',
    by: { kernel: 'La envió Estiba.', engine: 'La envió el motor.' },
    signals,
    handling: {
      caught: 'El programa la trata.',
      ignored: 'El programa la ignora.',
      dropped: 'No pasará nada: el proceso 1 no la trata y el kernel la descarta.',
      default: 'Sin tratar: vale lo que el kernel hace de por sí.',
    },
  },
  security: {
    show: 'Seguridad',
    titleContainer: 'Qué puede hacer el contenedor',
    titleProcess: (pid) => `Qué puede hacer el proceso ${pid}`,
    text: 'Según el kernel, para su primer proceso.',
    fromEngine: 'Del motor: con qué se creó el contenedor. El proceso mismo no se puede leer desde aquí.',
    facts: 'Confinamiento',
    capabilities: 'Capacidades',
    capability: 'Nombre',
    risk: 'Frente a Docker',
    sets: 'Conjuntos',
    meaning: 'Qué permite',
    noCapabilities: 'No se pudieron leer las capacidades.',
    emptyCapabilities: 'No tiene ninguna capacidad.',
    unknownCapability: 'Más nueva que esta versión de Estiba.',
    risks: { default: 'Por defecto', beyond: 'Adicional', dangerous: 'Peligrosa' },
    setNames: {
      effective: 'efectivo',
      permitted: 'permitido',
      bounding: 'límite',
      inheritable: 'heredable',
      ambient: 'ambiente',
    },
    meanings: capabilityMeanings,
    seccomp: { disabled: 'Desactivado', strict: 'Estricto', filter: 'Filtro' },
    filters: (count) =>
      pluralEs(count, {
        one: '1 filtro',
        many: `${numberEs(count)} de filtros`,
        other: `${numberEs(count)} filtros`,
      }),
    seccompText: {
      disabled: 'Sin filtro seccomp: tiene abiertas todas las llamadas al sistema.',
      strict: 'Solo se permiten read, write, exit y sigreturn.',
      filter: 'Las llamadas al sistema pasan por un filtro, como el perfil por defecto de Docker.',
    },
    on: 'Activado',
    off: 'Desactivado',
    privilegesOn: 'Los programas set-user-ID y las capacidades de archivo no le dan nada más.',
    privilegesOff: 'Un programa set-user-ID como sudo puede darle más de lo que tiene ahora.',
    labels: {
      apparmor: 'Un perfil de AppArmor limita lo que puede hacer.',
      selinux: 'Un contexto de SELinux limita lo que puede hacer.',
      unconfined: 'Ningún perfil lo limita.',
      other: 'Una etiqueta de un módulo de seguridad.',
    },
    noLabel: 'Ningún módulo de seguridad lo etiqueta.',
    privileged: 'El contenedor es privilegiado',
    privilegedText:
      'Tiene todas las capacidades y todos los dispositivos, y ningún perfil. Quien es root dentro es root de la máquina.',
    dangerous: (count) =>
      pluralEs(count, {
        one: '1 capacidad llega más allá del contenedor',
        many: `${numberEs(count)} de capacidades llegan más allá del contenedor`,
        other: `${numberEs(count)} capacidades llegan más allá del contenedor`,
      }),
    uidMap: 'ID de usuario (dentro → fuera)',
    gidMap: 'ID de grupo (dentro → fuera)',
    executable: 'Programa',
    workingDir: 'Carpeta de trabajo',
    pss: 'Memoria, compartida en parte (PSS)',
    pssText: 'Las páginas que comparten varios procesos cuentan en parte para cada uno.',
    swap: 'En intercambio',
    caught: 'Señales que trata',
    ignored: 'Señales que ignora',
  },
};
