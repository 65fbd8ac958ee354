import type { FallbackReason } from '../../../common/contract/stats';
import { numberEs, pluralEs } from '../../lib/plural';
import type { mounts as en } from '../en/mounts';

const reasons: Readonly<Record<FallbackReason, string>> = {
  remote: 'El motor está en otra máquina, a cuyo kernel no se puede preguntar desde aquí.',
  not_linux: 'Lo que ve un contenedor solo se puede leer en Linux.',
  no_process: 'Los procesos no se ven desde aquí (otro espacio de nombres PID o una máquina virtual).',
  permission_denied: 'El usuario de Estiba no puede leer los montajes de estos procesos.',
  not_mounted:
    'Aquí no hay ninguna jerarquía cgroup montada: no se puede saber si un proceso es del contenedor.',
  outside_mount: 'El cgroup queda fuera de lo que está montado aquí.',
  other_process: 'El proceso que aquí tiene ese número no es el del contenedor.',
};

const origins: typeof en.origins = {
  root: {
    name: 'Raíz',
    what: 'La imagen y la capa de escritura. Lo que se escribe aquí se va con el contenedor.',
  },
  volume: { name: 'Volumen', what: 'Un volumen del motor. Sobrevive al contenedor.' },
  bind: { name: 'Bind', what: 'Una ruta de la máquina del motor. Sobrevive al contenedor.' },
  tmpfs: {
    name: 'tmpfs',
    what: 'En memoria, y cuenta para el límite de memoria. Desaparece cuando el contenedor se detiene.',
  },
  image: { name: 'Imagen', what: 'El sistema de archivos de otra imagen.' },
  inside: { name: 'Propio', what: 'Montado por un proceso del contenedor.' },
  engine: { name: 'Motor', what: 'Lo monta el motor en todos los contenedores.' },
  system: { name: 'Sistema', what: 'Una vista del kernel, o lo que la tapa.' },
};

export const mounts: typeof en = {
  tab: 'Montajes y red',
  title: 'Montajes',
  filter: 'Filtrar montajes',
  filterNetwork: 'Filtrar puertos, direcciones, rutas',
  view: 'Vista',
  views: { own: 'Montajes', all: 'Con los del sistema', network: 'Red' },
  columns: {
    destination: 'Dentro',
    origin: 'Tipo',
    source: 'Origen',
    mode: 'Acceso',
    fileSystem: 'Sistema',
    room: 'Espacio',
    propagation: 'Propagación',
    options: 'Opciones',
  },
  origins,
  belowText: (over) => `Vino con ${over}.`,
  readOnly: 'solo lectura',
  readWrite: 'escribible',
  propagations: {
    private: { name: 'privada', what: 'lo que se monta debajo se queda donde se montó' },
    shared: { name: 'compartida', what: 'lo que se monta debajo aparece en ambos lados' },
    slave: { name: 'esclava', what: 'lo que la máquina monta debajo aparece dentro, y no al revés' },
    unbindable: { name: 'no enlazable', what: 'privada, y no se puede enlazar en otro sitio' },
  },
  kernelOnly: 'Solo lo dice el kernel.',
  roomFree: (available) => `${available} libres`,
  roomTitle: (share, used, available, total) =>
    `${share} lleno: ${used} en uso, ${available} disponibles, ${total} en total`,
  roomMissing: {
    network_file_system: 'No se pregunta: un servidor caído lo detendría todo.',
    hidden: 'Otro montaje lo tapa.',
    permission_denied: 'El usuario de Estiba no puede llegar ahí.',
    ended: 'El proceso ha terminado.',
    unreadable: 'El kernel no dio respuesta.',
  },
  noRoom: 'Sin medir.',
  noSize: 'Este sistema de archivos no tiene tamaño propio.',
  used: 'En uso',
  available: 'Disponible',
  reserved: 'Reservado para root',
  files: (used, total) => `${used} de ${total} archivos (inodos) en uso`,
  rootTitle: 'De qué está hecho /',
  rootOver: (count) =>
    pluralEs(count, {
      one: '/ es una capa de escritura sobre 1 capa',
      other: `/ es una capa de escritura sobre ${numberEs(count)} capas`,
    }),
  rootReadOnly: (count) =>
    pluralEs(count, {
      one: '/ es 1 capa, montada solo para lectura',
      other: `/ son ${numberEs(count)} capas, montadas solo para lectura`,
    }),
  showFolders: 'Carpetas…',
  foldersTitle: 'Carpetas en la máquina del motor',
  folders: {
    upper: 'De escritura',
    lower: (place) => `Capa ${numberEs(place)}`,
    init: 'Del motor',
    work: 'De trabajo',
    merged: 'Unida',
  },
  show: 'Detalles…',
  showFiles: 'Ver sus archivos',
  sources: { proc: 'Del kernel', engine: 'De la configuración del motor' },
  reasons,
  engineText:
    'Se muestra lo que se pidió al motor montar y publicar: ni el espacio, ni las rutas, ni si un programa espera en un puerto.',
  stopped: 'No está en marcha. Se muestra lo que se montará cuando arranque.',
  lost: 'No es en vivo: la última consulta falló. Se vuelve a intentar sola.',
  cut: (shown, total) =>
    `Se muestran los primeros ${shown} de ${total} montajes. El filtro busca en todos ellos.`,
  joined: 'Comparte la red de',
  noLine: 'Ninguna línea tiene esta palabra.',
  ports: {
    title: 'Puertos',
    none: 'No hay ningún puerto publicado, ni ningún programa esperando en uno.',
    noneKnown: 'No hay ningún puerto publicado.',
    inside: 'Dentro',
    published: 'Publicado',
    notPublished: 'no',
    reaches: {
      everybody: 'para cualquier máquina',
      machine: 'solo para la máquina del motor',
      address: 'en una dirección',
    },
    waitsAt: 'Un programa espera en',
    waits: { '0.0.0.0': 'todas', '::': 'todas' },
    follows: 'Qué implica',
    findings: {
      published: { name: 'Accesible', what: 'Desde fuera lleva al programa.' },
      nobody: {
        name: 'Nadie espera',
        what: 'Está publicado, pero ningún programa espera ahí: las conexiones se rechazan.',
      },
      loopback: {
        name: 'Solo localhost',
        what: 'El programa espera en el localhost del propio contenedor, adonde no llevan los puertos publicados. Debe escuchar en 0.0.0.0.',
      },
      networks: { name: 'Interno', what: 'Lo alcanzan los contenedores de las mismas redes.' },
      itself: { name: 'Él mismo', what: 'Solo se alcanza desde dentro del contenedor.' },
      declared: { name: 'Declarado', what: 'Lo nombra la imagen; ningún programa espera.' },
      machine: { name: 'De la máquina', what: 'Espera en la red de la propia máquina.' },
      unknown: { name: 'Desconocido', what: 'Desde aquí no se ve si un programa espera.' },
    },
  },
  addresses: {
    title: 'Direcciones',
    mode: (mode, hostname) => `Modo de red: ${mode} · Nombre de host: ${hostname}`,
    none: 'No tiene red.',
    interface: 'Interfaz',
    address: 'Dirección',
    network: 'Red',
    names: 'Nombres DNS',
    received: 'Recibido',
    sent: 'Enviado',
    lost: 'Perdido',
    trouble: (errors, dropped) => `${errors} con errores, ${dropped} descartados`,
  },
  routes: {
    title: 'Rutas',
    none: 'Sin rutas',
    to: 'Hacia',
    via: 'Por',
    link: 'en el enlace',
    default: 'predeterminada',
    metric: 'Métrica',
  },
  names: {
    title: 'Nombres',
    servers: 'Servidores DNS',
    search: 'Dominios de búsqueda',
    options: 'Opciones',
    noFile: (path) => `${path} no está o no se puede leer.`,
  },
};
