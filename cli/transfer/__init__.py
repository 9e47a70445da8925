"""`wijktoets transfer`: whether a bevoegdheid can go to a wijk, and by which route."""
