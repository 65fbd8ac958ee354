import type { RunSpec } from '../../../common/contract/run-spec';
import { CodeBlock } from './code-block';
import { toComposeFile } from './compose-service';

/** The Compose form, loaded with its YAML writer when somebody asks for it. */
export const ComposeText = ({ spec }: { readonly spec: RunSpec }) => <CodeBlock text={toComposeFile(spec)} />;
