import { useLocation } from 'wouter';

/** Goes to another page of Estiba. */
export function useGo(): (path: string) => void {
  const [, go] = useLocation();
  return go;
}
