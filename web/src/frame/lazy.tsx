// A page that is loaded when somebody goes there.
import { createElement, type FunctionComponent } from "preact";
import { useEffect, useState } from "preact/hooks";
import { Unreachable } from "./api";
import { Failure, Loading } from "./ui";

export function lazy<P extends object>(load: () => Promise<FunctionComponent<P>>): FunctionComponent<P> {
  let there: FunctionComponent<P> | null = null;
  return function Lazy(props: P) {
    const [, again] = useState(0);
    const [error, setError] = useState<unknown>(null);
    const begin = () => {
      setError(null);
      load().then((page) => { there = page; again((n) => n + 1); }, () => setError(new Unreachable()));
    };
    useEffect(() => { if (!there) begin(); }, []);
    if (there) return createElement(there, props);
    return error ? <Failure error={error} retry={begin} /> : <Loading />;
  };
}
