/** Texts of the native menu. The page's catalogue lies in the renderer, which the main process does not load. */
export interface NativeTexts {
  readonly file: string;
  readonly edit: string;
  readonly view: string;
  readonly go: string;
  readonly window: string;
  readonly help: string;
  readonly openImage: string;
  readonly settings: string;
  readonly palette: string;
  readonly quit: string;
  readonly close: string;
  readonly reload: string;
  readonly zoomIn: string;
  readonly zoomOut: string;
  readonly zoomReset: string;
  readonly fullScreen: string;
  readonly developerTools: string;
  readonly undo: string;
  readonly redo: string;
  readonly cut: string;
  readonly copy: string;
  readonly paste: string;
  readonly selectAll: string;
  readonly minimize: string;
  readonly shortcuts: string;
  readonly engines: string;
  readonly pages: {
    readonly overview: string;
    readonly containers: string;
    readonly images: string;
    readonly volumes: string;
    readonly networks: string;
    readonly activity: string;
  };
}

const english: NativeTexts = {
  file: 'File',
  edit: 'Edit',
  view: 'View',
  go: 'Go',
  window: 'Window',
  help: 'Help',
  openImage: 'Open image…',
  settings: 'Settings',
  palette: 'Search or run a command',
  quit: 'Quit Estiba',
  close: 'Close window',
  reload: 'Reload',
  zoomIn: 'Zoom in',
  zoomOut: 'Zoom out',
  zoomReset: 'Actual size',
  fullScreen: 'Full screen',
  developerTools: 'Developer tools',
  undo: 'Undo',
  redo: 'Redo',
  cut: 'Cut',
  copy: 'Copy',
  paste: 'Paste',
  selectAll: 'Select all',
  minimize: 'Minimize',
  shortcuts: 'Keyboard shortcuts',
  engines: 'Engines',
  pages: {
    overview: 'Overview',
    containers: 'Containers',
    images: 'Images',
    volumes: 'Volumes',
    networks: 'Networks',
    activity: 'Activity',
  },
};

const spanish: NativeTexts = {
  file: 'Archivo',
  edit: 'Editar',
  view: 'Ver',
  go: 'Ir',
  window: 'Ventana',
  help: 'Ayuda',
  openImage: 'Abrir imagen…',
  settings: 'Ajustes',
  palette: 'Buscar o ejecutar una orden',
  quit: 'Salir de Estiba',
  close: 'Cerrar ventana',
  reload: 'Recargar',
  zoomIn: 'Acercar',
  zoomOut: 'Alejar',
  zoomReset: 'Tamaño real',
  fullScreen: 'Pantalla completa',
  developerTools: 'Herramientas de desarrollo',
  undo: 'Deshacer',
  redo: 'Rehacer',
  cut: 'Cortar',
  copy: 'Copiar',
  paste: 'Pegar',
  selectAll: 'Seleccionar todo',
  minimize: 'Minimizar',
  shortcuts: 'Atajos de teclado',
  engines: 'Motores',
  pages: {
    overview: 'Resumen',
    containers: 'Contenedores',
    images: 'Imágenes',
    volumes: 'Volúmenes',
    networks: 'Redes',
    activity: 'Actividad',
  },
};

export type NativeLanguage = 'en' | 'es';

export function nativeTexts(language: NativeLanguage): NativeTexts {
  return language === 'es' ? spanish : english;
}
