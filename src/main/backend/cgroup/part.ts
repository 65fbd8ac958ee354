import type { Measured } from '../../../common/contract/stats';
import { type CgroupFiles, type FileText, type OpenFile, parseField, parseFile } from './cgroup-files';
import { parseCount, readKey } from './kernel-text';
import type { Place } from './locate';

/** One subject of a reading (cpu, memory, ...), with its files kept open. */
export interface Part<Value> {
  read(): Value;
  /** What changes slowly is read again at the next `read`. */
  refresh(): void;
  close(): void;
}

/** The open files of one cgroup, opened when they are first wanted. */
export class PlaceFiles {
  readonly dir: string;
  readonly #files: CgroupFiles;
  readonly #open = new Map<string, OpenFile>();
  readonly #slow = new Map<string, Measured<number>>();
  /** The origin of each field by file and key, put together once: it goes with every reading. */
  readonly #origins = new Map<string, Map<string, string>>();

  constructor(files: CgroupFiles, dir: string) {
    this.#files = files;
    this.dir = dir;
  }

  text(name: string): { readonly path: string; readonly file: FileText } {
    let open = this.#open.get(name);
    if (!open) {
      open = this.#files.open(`${this.dir}/${name}`);
      this.#open.set(name, open);
    }
    return { path: open.path, file: open.read() };
  }

  count(name: string): Measured<number> {
    const { path, file } = this.text(name);
    return parseFile(path, file, parseCount);
  }

  /** A number that matters less often than every second: kept until `refresh`, and its file is not kept open. */
  slowCount(name: string, parse: (text: string) => number | undefined = parseCount): Measured<number> {
    let value = this.#slow.get(name);
    if (!value) {
      const path = `${this.dir}/${name}`;
      value = parseFile(path, this.#files.read(path), parse);
      this.#slow.set(name, value);
    }
    return value;
  }

  refresh(): void {
    this.#slow.clear();
  }

  parse<Value>(name: string, parse: (text: string) => Value | undefined): Measured<Value> {
    const { path, file } = this.text(name);
    return parseFile(path, file, parse);
  }

  /** A reader of fields of one flat keyed file, which is read once. */
  fields(name: string): (key: string) => Measured<number> {
    const { path, file } = this.text(name);
    const origins = this.#originsOf(name);
    return (key) => {
      let origin = origins.get(key);
      if (origin === undefined) {
        origin = `${path}: ${key}`;
        origins.set(key, origin);
      }
      return parseField(origin, file, key, readKey);
    };
  }

  #originsOf(name: string): Map<string, string> {
    let origins = this.#origins.get(name);
    if (!origins) {
      origins = new Map();
      this.#origins.set(name, origins);
    }
    return origins;
  }

  close(): void {
    for (const file of this.#open.values()) file.close();
    this.#open.clear();
  }
}

export function dirOf(place: Place): string {
  return `${place.mountPoint}${place.path}`;
}
