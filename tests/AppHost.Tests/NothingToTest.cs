// With Aspire there is no local engine to test; this keeps the projects buildable.
return;
