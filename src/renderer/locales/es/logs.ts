import type { Messages } from '../../lib/messages';
import { numberEs, pluralEs } from '../../lib/plural';

export const logs: Messages['logs'] = {
  tab: 'Registro',
  title: 'Registros',
  lines: 'Líneas del registro',
  search: 'Buscar en el registro',
  clearSearch: 'Borrar la búsqueda',
  regex: 'Expresión regular',
  previous: 'Coincidencia anterior',
  next: 'Coincidencia siguiente',
  matches: (at, count) =>
    at === 0
      ? `${numberEs(count)} ${pluralEs(count, { one: 'coincidencia', other: 'coincidencias' })}`
      : `${numberEs(at)} de ${numberEs(count)}`,
  searching: 'buscando…',
  onlyMatches: 'Solo coincidencias',
  faults: {
    syntax: 'No es una expresión regular.',
    slow: 'Esta expresión tarda demasiado con una línea de este registro. Se ha detenido la búsqueda; se muestra lo encontrado hasta entonces.',
    failed: 'La búsqueda no funciona. Vuelva a cargar la página.',
  },
  streams: { label: 'Salidas', both: 'Ambas', stdout: 'stdout', stderr: 'stderr' },
  stderrMark: 'err',
  levels: 'Niveles',
  levelNames: {
    error: 'Error',
    warn: 'Aviso',
    info: 'Información',
    debug: 'Depuración',
    none: 'Sin nivel',
  },
  levelsShown: (count) => `Niveles: ${count} de 5`,
  view: 'Vista',
  timestamps: 'Horas',
  wrap: 'Partir las líneas largas',
  fields: 'JSON como campos',
  pause: 'Pausar',
  follow: 'Seguir',
  newLines: (count) =>
    `${numberEs(count)} ${pluralEs(count, { one: 'línea nueva', other: 'líneas nuevas' })}`,
  earlier: 'Cargar líneas anteriores',
  save: 'Guardar',
  saveTimes: 'Guardar con horas',
  clear: 'Vaciar la vista',
  copyChosen: 'Copiar las líneas elegidas',
  copied: 'Líneas copiadas',
  empty: 'El registro está vacío',
  emptyText: 'Aquí aparece lo que el contenedor escribe en sus salidas estándar y de error.',
  noMatch: 'Ninguna línea pasa el filtro',
  showAll: 'Mostrar todas',
  loading: 'Leyendo el registro…',
  count: (shown, all) =>
    shown === all
      ? `${numberEs(all)} ${pluralEs(all, { one: 'línea', other: 'líneas' })}`
      : `${numberEs(shown)} de ${numberEs(all)} líneas`,
  dropped: (count, lines, characters) =>
    `${pluralEs(count, { one: 'Se ha descartado la línea más antigua', other: `Se han descartado las ${numberEs(count)} líneas más antiguas` })}: aquí se conservan como mucho ${numberEs(lines)} líneas o ${numberEs(characters)} caracteres. Al guardar se obtiene todo.`,
  missing: (count) => `No han llegado ${numberEs(count)} líneas`,
  wrapped: (count) => `Líneas partidas: las ${numberEs(count)} más recientes`,
  headless: '(puede faltar el principio)',
  more: (characters) => `… ${numberEs(characters)} más`,
  state: {
    loading: 'Leyendo…',
    following: 'En directo',
    exited: (code) =>
      code === undefined ? 'El contenedor ha terminado' : `El contenedor ha terminado con código ${code}`,
    removed: 'El contenedor se ha eliminado',
    not_started: 'El contenedor no se ha iniciado nunca',
    unavailable: 'No se llega al motor; seguirá cuando vuelva',
    failed: 'No se puede leer el registro',
  },
  details: {
    title: 'Línea',
    close: 'Cerrar',
    time: 'Hora',
    container: 'Contenedor',
    stream: 'Salida',
    level: 'Nivel',
    fields: 'Campos',
    text: 'Texto',
    length: 'Longitud',
    noTime: 'El motor no ha dado la hora.',
    cut: (shown, full) => `${full}; aquí, cortada a ${shown}`,
    beginning: 'Principio',
    headless:
      'Puede faltar: se han leído las últimas entradas del registro, y una línea larga ocupa varias. Al guardar la línea se obtiene entera.',
    saveFull: 'Guardar la línea entera',
    copy: 'Copiar la línea',
  },
  merged: {
    choose: 'Contenedores',
    none: 'Ningún contenedor elegido',
    noneText: 'Elija los contenedores cuyos registros se unirán por hora.',
    open: 'Registros',
    most: (count) => `Como mucho ${count} a la vez`,
  },
};
