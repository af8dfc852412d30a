// Holds what may fail without harm to the rest of the page: a sheet whose code cannot be fetched must not take the wall
// down with it.
'use client';
import { Component, type ReactNode } from 'react';

interface Props {
  /** Stands in its place after a failure. */
  readonly instead: ReactNode;
  readonly children: ReactNode;
}

export class Spare extends Component<Props, { readonly failed: boolean }> {
  override state = { failed: false };
  static getDerivedStateFromError() {
    return { failed: true };
  }
  override componentDidCatch(error: unknown) {
    console.error('a part of the page failed', error);
  }
  override render() {
    return this.state.failed ? this.props.instead : this.props.children;
  }
}
