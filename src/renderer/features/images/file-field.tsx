import { CircleAlert, File as FileIcon, X } from 'lucide-react';
import { FileDropZone } from '../../components/file-drop-zone';
import { IconButton } from '../../components/icon-button';
import { useFormat, useMessages } from '../../lib/messages';
import { toVisibleText } from '../../lib/resources/visible-text';

export interface FileFieldProps {
  readonly files: readonly File[];
  readonly multiple: boolean;
  readonly onChange: (files: readonly File[]) => void;
  readonly error: string | undefined;
}

/** The chosen files, and a place to drop or choose them. */
export const FileField = ({ files, multiple, onChange, error }: FileFieldProps) => {
  const texts = useMessages().images.bringIn;
  const format = useFormat();
  return (
    <div className="flex flex-col gap-2">
      {files.length > 0 ? (
        <ul aria-label={texts.files} className="m-0 list-none rounded-md border border-line p-0">
          {files.map((file, index) => (
            <li
              // Two files of different folders can have the same name.
              // biome-ignore lint/suspicious/noArrayIndexKey: files have no id, and the list is short.
              key={`${index} ${file.name}`}
              className="flex items-center gap-2 border-b border-line-2 px-2.5 py-1 last:border-0"
            >
              <FileIcon aria-hidden size={14} className="shrink-0 text-ink-3" />
              <span className="min-w-0 flex-1 truncate" title={file.name}>
                {toVisibleText(file.name)}
              </span>
              <span className="tabular text-ink-3" title={format.exactBytes(file.size)}>
                {format.bytes(file.size)}
              </span>
              <IconButton
                icon={X}
                size="sm"
                tooltip="native"
                label={texts.removeFile(toVisibleText(file.name))}
                onClick={() => onChange(files.filter((other) => other !== file))}
              />
            </li>
          ))}
        </ul>
      ) : undefined}
      {multiple || files.length === 0 ? (
        <FileDropZone
          labels={{ drop: multiple ? texts.dropMany : texts.drop, browse: texts.browse }}
          accept=".tar,.gz,.tgz,.zst,.xz,.bz2"
          multiple={multiple}
          onFiles={(added) => onChange(multiple ? [...files, ...added] : added.slice(0, 1))}
        />
      ) : undefined}
      {error === undefined ? undefined : (
        <p role="alert" className="m-0 flex items-start gap-1 text-sm text-bad">
          <CircleAlert aria-hidden size={12} className="mt-0.5 shrink-0" />
          {error}
        </p>
      )}
    </div>
  );
};
