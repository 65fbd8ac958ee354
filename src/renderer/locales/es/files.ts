import type { Messages } from '../../lib/messages';
import { numberEs, pluralEs } from '../../lib/plural';

export const files: Messages['files'] = {
  tab: 'Archivos',
  sources: {
    process: 'Leído a través del proceso del contenedor: incluye volúmenes y tmpfs',
    layers: 'Leído de las capas del contenedor',
    archive: 'Leído del archivo tar del motor',
  },
  label: (path) => `Archivos en ${path}`,
  columns: { name: 'Nombre', size: 'Tamaño', mode: 'Modo', owner: 'Dueño', modified: 'Modificado' },
  up: 'Subir',
  toRoot: 'A la raíz',
  refresh: 'Actualizar',
  download: 'Descargar',
  upload: 'Enviar…',
  newFolder: 'Carpeta nueva…',
  newFolderText: 'Será de root, con modo 755.',
  make: 'Crear',
  badName: 'Un nombre sin barras',
  drop: (path) => `Suelte archivos para ponerlos en ${path}`,
  truncated: 'Hay más de lo que se muestra: leer el resto tardaría demasiado.',
  empty: 'No hay nada en esta carpeta',
  count: (n) => pluralEs(n, { one: '1 entrada', other: `${numberEs(n)} entradas` }),
  exists: (name) => `Ya existe ${name}`,
  replace: 'Reemplazarlo',
  uploadFailed: (name) => `No se envió ${name}`,
  edit: 'Editar',
  editLabel: (name) => `Texto de ${name}`,
  save: 'Guardar',
  saved: 'Guardado, con el dueño y el modo de antes',
  notSaved: 'No se guardó',
  conflict:
    'El archivo cambió mientras tanto en el contenedor. Copie su texto, cierre esto y abra el archivo otra vez.',
  discard: 'Descartar',
};
