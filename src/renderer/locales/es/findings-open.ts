import type { Messages } from '../../lib/messages';
import { numberEs, pluralEs } from '../../lib/plural';

const n = numberEs;
const images = (count: number): string => pluralEs(count, { one: '1 imagen', other: `${n(count)} imágenes` });

export const open: Messages['findings']['open'] = {
  title: 'Abrir imagen',
  nav: 'Abrir imagen',
  action: 'Abrir un archivo de imagen, una carpeta o una referencia de registro…',
  text: 'Mira de qué está hecha una imagen sin motor y sin descargarla.',
  kind: 'Dónde está la imagen',
  kinds: { archive: 'Archivo', layout: 'Carpeta OCI', registry: 'Registro', engine: 'Este motor' },
  path: 'Ruta del archivo',
  pathHint: 'Un archivo que escribió docker save, podman save, skopeo o buildx: .tar, .tar.gz o .tar.zst.',
  folder: 'Ruta de la carpeta',
  folderHint: 'La carpeta con los archivos oci-layout e index.json.',
  onMachine: 'En la máquina donde corre Estiba.',
  reference: 'Referencia',
  referenceHint:
    'Por ejemplo debian:12 o europe-docker.pkg.dev/proyecto/repositorio/imagen:etiqueta. Solo se lee, no se descarga.',
  image: 'Imagen',
  platform: 'Plataforma',
  platformHint: 'Si la imagen tiene varias, por ejemplo linux/arm64. Sin ella: la de esta máquina.',
  choose: 'Elegir…',
  chooseFile: 'Elegir un archivo',
  chooseFolder: 'Elegir una carpeta',
  submit: 'Abrir',
  missingPath: 'Primero escribe una ruta.',
  missingReference: 'Primero escribe una referencia.',
  missingImage: 'Primero elige una imagen.',
  relative: 'La ruta debe empezar en la raíz, como /home/yo/imagen.tar o C:\\imagenes\\imagen.tar.',
  drop: 'Suelta un archivo para abrirlo',
  dropZone: 'Suelta aquí un archivo .tar, .tar.gz o .tar.zst',
  dropHint: 'Se copia en la caché de Estiba y se borra cuando Estiba termina. Con una ruta no se copia nada.',
  recent: 'Abiertas antes',
  noRecent: 'Lo que abras se recuerda aquí, solo en este equipo.',
  forget: (name) => `Olvidar ${name}`,
  forgetAll: 'Olvidar todo',
  several: (count) => `Contiene ${images(count)}.`,
  choice: 'Imagen que contiene',
  unnamed: 'sin nombre',
  retry: 'Intentar de nuevo',
  again: 'Abrir otra',
  invalid: 'Esta dirección no nombra ninguna imagen',
  invalidText: 'Elige qué abrir.',
  reading: 'Leyendo la imagen…',
  compare: 'Comparar…',
};
