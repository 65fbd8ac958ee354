import type { FallbackReason } from '../../../common/contract/stats';
import { numberEs, pluralEs } from '../../lib/plural';
import type { namespaces as en } from '../en/namespaces';
import { stats } from './stats';

const reasons: Readonly<Record<FallbackReason, string>> = {
  remote: 'El motor está en otra máquina, a cuyo kernel no se puede preguntar desde aquí.',
  not_linux: 'Los espacios de nombres solo se leen en Linux.',
  no_process: 'Los procesos no se ven desde aquí (otro espacio de nombres PID o una máquina virtual).',
  permission_denied: 'El usuario de Estiba no puede leer los espacios de nombres de estos procesos.',
  not_mounted:
    'Aquí no hay ninguna jerarquía cgroup montada: no se puede saber si un proceso es del contenedor.',
  outside_mount: 'El cgroup queda fuera de lo que está montado aquí.',
  other_process: 'El proceso que aquí tiene ese número no es el del contenedor.',
};

const kinds: typeof en.kinds = {
  mnt: {
    name: 'Montajes',
    what: 'Qué sistemas de archivos están montados y dónde.',
    own: 'Ve su imagen, su capa de escritura y lo que se montó en él.',
    shared: 'Ven los mismos montajes; lo que uno monta está para todos.',
    host: 'Ve todo el sistema de archivos de la máquina.',
  },
  pid: {
    name: 'Procesos',
    what: 'Qué procesos existen y con qué números.',
    own: 'Solo ve sus propios procesos y solo a ellos les envía señales; el primero es el número 1.',
    shared:
      'Ven los procesos de los otros y pueden enviarles señales. Cuando termina el primer proceso del dueño, terminan todos.',
    host: 'Ve todos los procesos de la máquina y, como root, puede enviarles señales y leer su entorno.',
  },
  net: {
    name: 'Red',
    what: 'Interfaces, direcciones, rutas, puertos y reglas del cortafuegos.',
    own: 'Interfaces y puertos propios; desde fuera solo se llega por los puertos publicados.',
    shared:
      'Tienen una sola dirección y los mismos puertos: se alcanzan por localhost, y ningún puerto puede usarse dos veces.',
    host: 'Escucha en las direcciones de la máquina, alcanza los servicios de localhost, y publicar puertos no tiene efecto.',
  },
  ipc: {
    name: 'IPC',
    what: 'Memoria compartida, semáforos y colas de System V, colas POSIX, /dev/shm.',
    own: 'Su memoria compartida es solo suya.',
    shared: 'Pueden leer y escribir la memoria compartida de los otros.',
    host: 'Puede leer y escribir la memoria compartida de los programas de la máquina.',
  },
  uts: {
    name: 'Nombre',
    what: 'Nombre del host y del dominio.',
    own: 'Tiene nombre de host propio.',
    shared: 'Tienen un solo nombre de host.',
    host: 'Tiene el nombre de la máquina; con CAP_SYS_ADMIN puede cambiarlo.',
  },
  user: {
    name: 'Usuarios',
    what: 'Números de usuarios y grupos, y para qué recursos valen las capacidades.',
    own: 'Sus usuarios son otros fuera: el root de dentro no tiene poder sobre la máquina.',
    shared: 'Tienen el mismo mapa de usuarios; dentro de él, el root de uno es el root del otro.',
    host: 'Lo habitual: los usuarios son los mismos dentro y fuera. Un root que sale es root de la máquina.',
  },
  cgroup: {
    name: 'Cgroups',
    what: 'Qué parte del árbol de cgroups aparece como raíz.',
    own: 'Ve su propio cgroup como raíz; los nombres de los demás quedan ocultos.',
    shared: 'Ven la misma parte del árbol.',
    host: 'Ve en qué lugar del árbol de la máquina está. Es lo habitual con cgroup v1.',
  },
  time: {
    name: 'Relojes',
    what: 'Desfases de los relojes monótono y de arranque (Linux 5.6).',
    own: 'Su tiempo de actividad es propio.',
    shared: 'Tienen un solo tiempo de actividad.',
    host: 'Lo habitual: el tiempo de actividad es el de la máquina. Los motores no crean espacios de tiempo.',
  },
};

export const namespaces: typeof en = {
  title: 'Espacios de nombres',
  filter: 'Filtrar por nombre o inodo',
  view: 'Vista',
  views: { all: 'Todos', shared: 'Comparten', host: 'Con el host' },
  container: 'Contenedor',
  kind: 'Qué',
  whose: 'De quién',
  sharedWith: 'Compartido con',
  setting: 'Ajustado por',
  byDefault: 'por defecto',
  host: 'host',
  hostRow: 'Host (proceso 1)',
  estibaRow: 'Los de Estiba',
  looks: { own: 'Propio', shared: 'Compartido', host: 'Del host' },
  sharedBy: (count) =>
    pluralEs(count, {
      one: 'Un contenedor',
      many: `Compartido por ${numberEs(count)} de contenedores`,
      other: `Compartido por ${numberEs(count)} contenedores`,
    }),
  legend: 'Cifras: propio, por el final de su inodo · Letra: compartido · host: el de la máquina',
  panel: 'Espacio elegido',
  isolates: 'Qué separa',
  follows: 'Qué implica',
  members: (count) =>
    pluralEs(count, {
      one: '1 contenedor dentro',
      many: `${numberEs(count)} de contenedores dentro`,
      other: `${numberEs(count)} contenedores dentro`,
    }),
  noMembers: 'No hay ningún contenedor dentro.',
  withHost: 'El propio host está dentro.',
  withEstiba: 'Estiba está dentro; el proceso 1 de la máquina no se puede leer.',
  who: (kind) => `Quién está dentro: ${kind}`,
  more: (count) => `${count} más`,
  maps: 'Usuarios dentro y fuera',
  noMaps: 'El mapa de usuarios no se puede leer aquí.',
  ids: (count) =>
    pluralEs(count, {
      one: '1 identificador',
      many: `${numberEs(count)} de identificadores`,
      other: `${numberEs(count)} identificadores`,
    }),
  rootIsRoot: 'El root de dentro es root fuera.',
  rootIs: (id) => `El root de dentro es el usuario ${id} fuera.`,
  noRoot: 'Dentro no hay root.',
  lost: 'No está en vivo: se perdió la conexión y se vuelve a abrir sola.',
  reasons,
  sources: { proc: 'De /proc', engine: 'De los ajustes del motor' },
  settingsOnly: 'Se muestra lo que se deduce de los ajustes de los contenedores. No hay inodos.',
  fromSettings: (count, total) =>
    `De ${numberEs(count)} de ${numberEs(total)} contenedores se muestra lo que se deduce de sus ajustes, sin inodos.`,
  missing: {
    ...stats.missing,
    not_offered: 'Este kernel no tiene ese espacio de nombres.',
    not_in_api: 'El motor no lo dice.',
  },
  kinds,
  none: 'Ningún contenedor está en marcha',
  noneText:
    'Un espacio de nombres existe mientras hay un proceso en él. Aparecen aquí cuando arranca un contenedor.',
  noneStopped: (count) =>
    pluralEs(count, {
      one: 'Hay un contenedor, pero no está en marcha.',
      many: `Hay ${numberEs(count)} de contenedores, pero ninguno está en marcha.`,
      other: `Hay ${numberEs(count)} contenedores, pero ninguno está en marcha.`,
    }),
  showContainers: 'Ver contenedores',
  showMatrix: 'Matriz de todos los contenedores',
  stopped: 'No está en marcha',
  stoppedText: 'Un contenedor parado no está en ningún espacio de nombres. Aparecen aquí en cuanto arranca.',
};
