/** tsyringe refuses to load without this; nothing else in the project relies on emitted metadata. */
import 'reflect-metadata';
